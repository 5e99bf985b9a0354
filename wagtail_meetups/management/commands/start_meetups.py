import sys

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.utils import get_admin_base_url

from ...models.events import default_timezone
from ...starting import choices
from ...starting.making import Started, StartPlan, make, make_plan

# What `wagtail start` writes as WAGTAILADMIN_BASE_URL, for somebody to change.
PLACEHOLDER = "http://example.com"


class Command(BaseCommand):
    help = (
        "Start a community: make an index of meet-ups and, below it, a first evening in "
        "draft. Asks for what no option tells."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--parent",
            metavar="PAGE",
            help="The page to put the index below: its id, its address or its slug. "
            "Default: the home page of the default site.",
        )
        parser.add_argument(
            "--index-type",
            metavar="APP.MODEL",
            help="Which page type the index has, where the site has several.",
        )
        parser.add_argument(
            "--language",
            metavar="CODE",
            help="The language of the index. Default: that of the page above it.",
        )
        parser.add_argument(
            "--community",
            metavar="NAME",
            help="What the community is called: the title of the index, and the name of "
            "its calendar. Default: the site's name.",
        )
        parser.add_argument(
            "--slug",
            help="The last part of the index's address. Default: made of the name.",
        )
        parser.add_argument(
            "--time-zone",
            metavar="NAME",
            help="The time zone of the first evening. Default: TIME_ZONE.",
        )
        parser.add_argument(
            "--translate",
            metavar="CODES",
            help="Other languages to make both pages in, such as fr,de. Default: none.",
        )
        parser.add_argument(
            "--draft",
            action="store_true",
            help="Do not publish the index either.",
        )
        parser.add_argument(
            "--noinput",
            "--no-input",
            action="store_false",
            dest="interactive",
            help="Ask nothing: take the defaults.",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Say what would be made, and make nothing.",
        )

    def handle(self, *args, draft, dry_run, verbosity, **options):
        self.options = options
        self.asks = options["interactive"] and sys.stdin.isatty()
        try:
            plan = self.choose(draft)
            lines = announce(plan) if dry_run else tell(plan, make(plan))
        except choices.StartError as error:
            raise CommandError(str(error)) from error
        except (EOFError, KeyboardInterrupt) as error:
            raise CommandError("Stopped. Nothing was made.") from error
        if verbosity:
            for line in lines:
                self.stdout.write(line)

    def ask(self, option: str, question: str, read, default: str = ""):
        """What the option says, else what is answered, else what the default means.

        A bad answer is told and asked again; a bad option ends the command.
        """
        given = self.options[option]
        if given is not None or not self.asks:
            return read(default if given is None else given)
        prompt = f"{question} [{default}] " if default else f"{question} "
        while True:
            try:
                return read(input(prompt).strip() or default)
            except choices.AlreadyStartedError:
                raise
            except choices.StartError as error:
                self.stderr.write(str(error))

    def choose(self, draft: bool) -> StartPlan:
        parent = self.choose_language(self.choose_parent())
        index_model = self.choose_index_model(parent)
        community = self.ask(
            "community",
            "What is the community called?",
            choices.choose_community,
            choices.default_community(parent),
        )
        slug = self.ask(
            "slug",
            f"How does its address end, after {parent.full_url}?",
            lambda text: choices.choose_slug(text, parent),
            choices.suggest_slug(community),
        )
        time_zone = self.ask(
            "time_zone",
            "In which time zone does it meet?",
            choices.choose_time_zone,
            default_timezone(),
        )
        return make_plan(
            parent=parent,
            index_model=index_model,
            community=community,
            slug=slug,
            time_zone=time_zone,
            translations=self.choose_translations(parent),
            draft=draft,
            today=timezone.localdate(),
        )

    def choose_parent(self):
        if self.options["parent"] is not None:
            return choices.choose_parent(self.options["parent"])
        home = choices.default_parent()
        return self.ask(
            "parent",
            f"Below which page? Its number or its address; “{home.title}” is {home.pk}.",
            choices.choose_parent,
            str(home.pk),
        )

    def choose_language(self, parent):
        codes = choices.languages_for(parent)
        if len(codes) == 1 and self.options["language"] is None:
            return parent
        return self.ask(
            "language",
            f"In which language? {', '.join(codes)}",
            lambda text: choices.choose_language(text, parent),
            parent.locale.language_code,
        )

    def choose_index_model(self, parent) -> type:
        models = choices.index_models_below(parent)
        if len(models) == 1 and self.options["index_type"] is None:
            return models[0]
        names = ", ".join(
            f"{number} {model.get_verbose_name()} ({model._meta.label})"
            for number, model in enumerate(models, 1)
        )
        return self.ask(
            "index_type",
            f"Which type of index? {names}",
            lambda text: choices.choose_index_model(text, models),
        )

    def choose_translations(self, parent) -> tuple[str, ...]:
        others = ", ".join(choices.other_languages(parent))
        if not others and self.options["translate"] is None:
            return ()
        return self.ask(
            "translate",
            f"In which other languages too, of {others}? Leave empty for none.",
            lambda text: choices.choose_translations(text, parent),
        )


def announce(plan: StartPlan):
    """What would be made, in lines."""
    yield "Nothing is made. It would be:"
    yield f"Index:         {plan.community}, {plan.address}"
    yield f"First evening: {plan.day}, a draft"
    for code in plan.translations:
        yield f"In {code + ':':<11} the same two pages"
    yield from tell_of_mirrors(plan)


def tell(plan: StartPlan, started: Started):
    """What was made and where, in lines."""
    yield from tell_of_pages(started.index, started.event)
    for code, (index, event) in started.translations.items():
        yield f"In {code}"
        yield from tell_of_pages(index, event)
        if index.full_url == started.index.full_url:
            yield (
                "These have the addresses of the others: put Wagtail's URLs into "
                "i18n_patterns()."
            )
    yield from tell_of_mirrors(plan)
    if started.index.get_site().hostname == "localhost":
        yield (
            "Set the site's own hostname and port in the admin, under Settings, Sites: "
            "calendars hold these addresses, and localhost reaches nobody's phone."
        )


def tell_of_pages(index, event):
    calendar = f"{index.full_url}{index.reverse_subpage('ical')}"
    yield f"Index:         {index.full_url}{'' if index.live else ' (a draft)'}"
    yield f"Calendar:      {calendar}"
    yield f"First evening: {event.start_date}, a draft; edit and publish it at"
    yield f"               {edit_link(event)}"


def tell_of_mirrors(plan: StartPlan):
    for code, titles in plan.translations.items():
        for title in titles:
            yield f"“{title}” is not in {code} yet: it shows as it is there, until you translate it."


def edit_link(page) -> str:
    base = (get_admin_base_url() or "").rstrip("/")
    if base in ("", PLACEHOLDER):
        base = page.get_site().root_url
    return base + reverse("wagtailadmin_pages:edit", args=[page.pk])
