from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("assessments", "0008_what_the_journey_is_about")]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="texts_gone_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
