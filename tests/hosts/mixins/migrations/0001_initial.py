import django.db.models.deletion
import modelcluster.fields
import wagtail.contrib.routable_page.models
import wagtail.fields
import wagtail_meetups.models.events
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtail_meetups', '0001_initial'),
        ('wagtailcore', '0094_alter_page_locale'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('feed_name', models.CharField(blank=True, help_text="How the calendar is called on the phones of those who subscribe. Empty: the page's title.", max_length=100, verbose_name='calendar name')),
                ('feed_color', models.CharField(blank=True, choices=[('tomato', 'red'), ('darkorange', 'orange'), ('goldenrod', 'gold'), ('olivedrab', 'olive'), ('seagreen', 'green'), ('teal', 'teal'), ('steelblue', 'grey-blue'), ('royalblue', 'blue'), ('rebeccapurple', 'purple'), ('mediumvioletred', 'pink'), ('sienna', 'brown'), ('slategray', 'grey')], max_length=20, verbose_name='calendar colour')),
                ('contact_email', models.EmailField(blank=True, help_text="The community's own address, shown in calendars as the organiser's.", max_length=254, verbose_name='public e-mail')),
                ('keywords', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'abstract': False,
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='DatePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.CharField(blank=True, help_text='One sentence, for lists and calendars.', max_length=255, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('text', 0), ('image', 1), ('quote', 4), ('embed', 5)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 1: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image', 'template': 'wagtail_meetups/blocks/image.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Quote'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('source', 3)]], {}), 5: ('wagtail.embeds.blocks.EmbedBlock', (), {'label': 'Embed', 'template': 'wagtail_meetups/blocks/embed.html'})}, verbose_name='body')),
                ('start_date', models.DateField(null=True, verbose_name='date')),
                ('start_time', models.TimeField(blank=True, null=True, verbose_name='from')),
                ('end_date', models.DateField(blank=True, help_text='Only where it lasts several days.', null=True, verbose_name='last day')),
                ('end_time', models.TimeField(blank=True, null=True, verbose_name='to')),
                ('all_day', models.BooleanField(default=False, help_text='The times are then not used.', verbose_name='all day')),
                ('timezone', models.CharField(default=wagtail_meetups.models.events.default_timezone, help_text='The times above are those of the clocks there.', max_length=64, validators=[wagtail_meetups.models.events.validate_timezone], verbose_name='time zone')),
                ('attendance_mode', models.CharField(choices=[('in_person', 'in person'), ('online', 'online'), ('both', 'in person and online')], default='in_person', max_length=20, verbose_name='how one takes part')),
                ('online_link', models.URLField(blank=True, help_text='Public: it is shown on the page and in calendars.', max_length=500, verbose_name='link to join online')),
                ('sign_up_link', models.URLField(blank=True, max_length=500, verbose_name='link to sign up')),
                ('price_note', models.CharField(blank=True, help_text='In words, such as “free, each pays for their drink”.', max_length=100, verbose_name='price')),
                ('status', models.CharField(choices=[('scheduled', 'scheduled'), ('tentative', 'tentative'), ('cancelled', 'cancelled'), ('postponed', 'postponed, no new date yet')], default='scheduled', max_length=20, verbose_name='status')),
                ('status_reason', models.CharField(blank=True, help_text='Why it is tentative, cancelled or postponed; shown to visitors.', max_length=255, verbose_name='reason')),
                ('keywords', models.CharField(blank=True, max_length=100)),
                ('hosts', modelcluster.fields.ParentalManyToManyField(blank=True, help_text='Shown as far as each of them agreed.', related_name='%(app_label)s_%(class)s_set', to='wagtail_meetups.attendee', verbose_name='hosts')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='image')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='%(app_label)s_%(class)s_set', to='wagtail_meetups.topic', verbose_name='topics')),
                ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(app_label)s_%(class)s_set', to='wagtail_meetups.venue', verbose_name='venue')),
            ],
            options={
                'abstract': False,
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='ReportPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('date', models.DateField(blank=True, help_text='The day it tells of. Empty: the day of the event.', null=True, verbose_name='date')),
                ('author', models.CharField(blank=True, help_text='Shown as it stands here.', max_length=150, verbose_name='author')),
                ('summary', models.CharField(blank=True, help_text='One sentence, for lists.', max_length=255, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('text', 0), ('image', 1), ('quote', 4), ('embed', 5)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 1: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image', 'template': 'wagtail_meetups/blocks/image.html'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Quote'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('source', 3)]], {}), 5: ('wagtail.embeds.blocks.EmbedBlock', (), {'label': 'Embed', 'template': 'wagtail_meetups/blocks/embed.html'})}, verbose_name='body')),
                ('keywords', models.CharField(blank=True, max_length=100)),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(app_label)s_%(class)s_recaps', to='wagtailcore.page', verbose_name='event')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='image')),
                ('occurrence', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(app_label)s_%(class)s_recaps', to='wagtail_meetups.occurrence', verbose_name='date of the event')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='%(app_label)s_%(class)s_set', to='wagtail_meetups.topic', verbose_name='topics')),
            ],
            options={
                'abstract': False,
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page', models.Model),
        ),
    ]
