from django.db import migrations
from wagtail.models import (
    BootstrapLocaleField,
    BootstrapTranslatableModel,
    BootstrapTranslationKeyField,
)


class Migration(migrations.Migration):

    dependencies = [
        ("host_basepage", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        BootstrapLocaleField("host_basepage.HostBasePage"),
        BootstrapTranslationKeyField("host_basepage.HostBasePage"),
        BootstrapTranslatableModel("host_basepage.HostBasePage"),
    ]
