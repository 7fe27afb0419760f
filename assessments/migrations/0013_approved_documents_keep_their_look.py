import json

from django.db import migrations, models


def keep_present_looks(apps, schema_editor):
    """Let documents that were approved before keep the names and the look that they have now."""
    logos = {logo.organisation_id: logo for logo in apps.get_model("accounts", "Logo").objects.all()}
    editions = apps.get_model("assessments", "Edition").objects
    for edition in editions.exclude(final_at=None).select_related("assessment__organisation"):
        organisation = edition.assessment.organisation
        logo = logos.get(organisation.pk)
        names = ("customers_word", "time_zone", "colour", "consultancy", "cover_text", "footer")
        written = {
            "name": organisation.name,
            "title": edition.assessment.title,
            **{name: getattr(organisation, name) for name in names},
            "logo": {"checksum": logo.checksum, "width": logo.width, "height": logo.height} if logo else None,
        }
        edition.letterhead = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
        edition.logo = bytes(logo.png) if logo else None
        edition.save(update_fields=["letterhead", "logo"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_boardroom"),
        ("assessments", "0012_boardroom"),
    ]

    operations = [
        migrations.AddField(model_name="edition", name="letterhead", field=models.TextField(blank=True)),
        migrations.AddField(model_name="edition", name="logo", field=models.BinaryField(null=True)),
        migrations.RunPython(keep_present_looks, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("final_at", None), ("letterhead", ""), ("logo", None)),
                    models.Q(("final_at__isnull", False), models.Q(("letterhead", ""), _negated=True)),
                    _connector="OR",
                ),
                name="assessments_edition_final_keeps_its_look",
            ),
        ),
    ]
