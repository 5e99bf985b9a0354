import swapper
import django.core.validators
import django.db.models.deletion
import wagtail.search.index
import uuid
import wagtail_meetups.models.handover
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0094_alter_page_locale'),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        swapper.dependency("wagtailcore", "Page"),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_name', models.CharField(max_length=100, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=100, verbose_name='last name')),
                ('trade', models.CharField(blank=True, help_text='What they do, in a few words.', max_length=150, verbose_name='trade')),
                ('bio', models.TextField(blank=True, verbose_name='words about them')),
                ('link', models.URLField(blank=True, verbose_name='link')),
                ('email', models.EmailField(blank=True, help_text='Never shown.', max_length=254, verbose_name='e-mail')),
                ('notes', models.TextField(blank=True, help_text='Never shown to visitors.', verbose_name='notes for the hosts')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='photo')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='meetup_attendee', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'attendee',
                'verbose_name_plural': 'attendees',
                'ordering': ['first_name', 'last_name', 'pk'],
            },
            bases=(wagtail.search.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('first_name', 'first name'), ('last_name', 'last name'), ('trade', 'trade'), ('bio', 'words about them'), ('link', 'link'), ('photo', 'photo')], max_length=20, verbose_name='what')),
                ('use', models.CharField(choices=[('events', 'on event pages, as host or speaker'), ('recaps', 'in recaps')], max_length=20, verbose_name='where')),
                ('agreed', models.BooleanField(verbose_name='agreed')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('how', models.CharField(choices=[('door', 'said at the door'), ('link', 'by their own link'), ('paper', 'on paper')], max_length=20, verbose_name='how')),
                ('attendee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='wagtail_meetups.attendee', verbose_name='attendee')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, verbose_name='slug')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['name'],
                'abstract': False,
                'unique_together': {('slug', 'locale'), ('translation_key', 'locale')},
            },
            bases=(wagtail.search.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('name', models.CharField(max_length=255, verbose_name='name')),
                ('address', models.TextField(blank=True, help_text='Street, post code and town.', verbose_name='address')),
                ('directions', models.TextField(blank=True, help_text='How to find it, such as the nearest station and which exit.', verbose_name='directions')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, help_text='In degrees, north is positive: from -90 to 90.', max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(Decimal('-90')), django.core.validators.MaxValueValidator(Decimal('90'))], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, help_text='In degrees, east is positive: from -180 to 180.', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('-180')), django.core.validators.MaxValueValidator(Decimal('180'))], verbose_name='longitude')),
                ('link', models.URLField(blank=True, verbose_name='link')),
                ('access_notes', models.TextField(blank=True, help_text='Steps, lift, toilets, a quiet corner: what a guest may need to know.', verbose_name='access notes')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'verbose_name': 'venue',
                'verbose_name_plural': 'venues',
                'ordering': ['name'],
                'abstract': False,
                'unique_together': {('translation_key', 'locale')},
            },
            bases=(wagtail.search.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='CalendarEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(db_index=True, max_length=255)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('significant', models.CharField(blank=True, max_length=64)),
                ('text', models.TextField(blank=True)),
                ('tag', models.BigIntegerField(default=0)),
                ('last_modified', models.DateTimeField()),
                ('zone', models.CharField(blank=True, max_length=64)),
                ('since', models.PositiveSmallIntegerField(default=0)),
                ('first_start', models.DateTimeField(null=True)),
                ('last_end', models.DateTimeField(db_index=True, null=True)),
                ('called_off', models.BooleanField(default=False)),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='meetup_entry', to=PAGE_MODEL)),
                ('source', models.ForeignKey(on_delete=wagtail_meetups.models.handover.HAND_OVER, related_name='meetup_entries', to=PAGE_MODEL)),
                ('topics', models.ManyToManyField(related_name='+', to='wagtail_meetups.topic')),
                ('venue', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtail_meetups.venue')),
            ],
            options={
                'verbose_name': 'calendar entry',
                'verbose_name_plural': 'calendar entries',
            },
        ),
        migrations.CreateModel(
            name='FeedState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(blank=True, max_length=100)),
                ('tag', models.CharField(max_length=64)),
                ('modified', models.DateTimeField()),
                ('index', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetup_feed_states', to=PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'state of a feed',
                'verbose_name_plural': 'states of feeds',
                'unique_together': {('index', 'scope')},
            },
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32)),
                ('planned', models.DateTimeField()),
                ('start', models.DateTimeField(db_index=True, verbose_name='start')),
                ('end', models.DateTimeField(db_index=True, verbose_name='end')),
                ('timezone', models.CharField(max_length=64, verbose_name='time zone')),
                ('all_day', models.BooleanField(verbose_name='all day')),
                ('status', models.CharField(max_length=20, verbose_name='status')),
                ('announced', models.BooleanField(default=False)),
                ('previous_start', models.DateTimeField(null=True)),
                ('event', models.ForeignKey(on_delete=wagtail_meetups.models.handover.HAND_OVER, related_name='meetup_occurrences', to=PAGE_MODEL, verbose_name='event')),
            ],
            options={
                'verbose_name': 'date',
                'verbose_name_plural': 'dates',
                'unique_together': {('event', 'key')},
            },
        ),
    ]
