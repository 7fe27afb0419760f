from django.core.management import call_command
from django.db import migrations

TABLE = 'accounts_cache'


def create(apps, schema_editor):
    call_command('createcachetable', TABLE, database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """The table of the cache that every process shares: limits on signing in."""

    dependencies = [
        ('accounts', '0003_organisations'),
    ]

    operations = [
        migrations.RunPython(
            create, lambda apps, schema_editor: schema_editor.execute(f'DROP TABLE {TABLE}')
        ),
    ]
