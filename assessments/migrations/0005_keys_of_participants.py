import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("assessments", "0004_teams")]

    operations = [
        migrations.AlterField(
            model_name="participant",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
