from django.db import migrations


def make_home(apps, schema_editor):
    """Turn the page that Wagtail's own first data migration makes into our home page."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    BasePage = apps.get_model("host_basepage", "HostBasePage")
    HomePage = apps.get_model("host_meetups", "HomePage")
    welcome = BasePage.objects.get(depth=2)
    content_type, _ = ContentType.objects.get_or_create(
        app_label="host_meetups", model="homepage"
    )
    # Raw: only the row of HomePage itself; the one of the base page is there.
    HomePage(hostbasepage_ptr=welcome).save_base(raw=True)
    BasePage.objects.filter(pk=welcome.pk).update(
        title="Home", draft_title="Home", content_type=content_type
    )


class Migration(migrations.Migration):

    dependencies = [
        ("host_meetups", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(make_home, migrations.RunPython.noop)]
