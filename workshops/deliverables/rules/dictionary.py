"""The data dictionary of an annex: its tables, their columns, and what each of them means."""

from workshops.core.text import N_

Columns = tuple[tuple[str, str], ...]

_KEY = ("key", N_("The record’s key, the same in every document"))
_EXPERIMENT = ("experiment", N_("The key of the experiment"))
_UNIT = ("unit", N_("The unit of measurement"))
_COUNT = ("n", N_("How many people or cases; empty below five"))
TABLES: tuple[tuple[str, str, Columns], ...] = (
    (
        "experiments",
        N_("Experiments with their rule, result and decision"),
        (
            _KEY,
            ("name", N_("The experiment’s name")),
            ("state", N_("Where the experiment stands")),
            ("kind", N_("How it was tested")),
            ("hypothesis", N_("What was believed before the start")),
            ("change_tested", N_("What was done differently")),
            ("starts_on", N_("First day")),
            ("ends_on", N_("Last day")),
            ("metric", N_("What was measured")),
            _UNIT,
            ("operator", N_("How the threshold is compared")),
            ("threshold", N_("The value that had to be reached")),
            ("decision_words", N_("The rule in words, where no number fits")),
            ("min_n", N_("How many were needed at least")),
            ("baseline", N_("The value before")),
            ("baseline_n", N_("How many the value before rests on")),
            ("result", N_("The value after")),
            ("n_actual", N_("How many the result rests on")),
            ("control_value", N_("The comparison group’s value")),
            ("control_n", N_("How many were in the comparison group")),
            ("evidence_level", N_("How sure the result is, 1 to 5")),
            ("rule_says", N_("What the rule says")),
            ("decision", N_("What was decided")),
            ("decided_on", N_("Day of the decision")),
            ("departure_reason", N_("Why it was decided otherwise than the rule says")),
        ),
    ),
    (
        "measures",
        N_("Subgroups and guardrails of experiments"),
        (
            _EXPERIMENT,
            ("kind", N_("Subgroup or guardrail")),
            ("name", N_("Its name")),
            ("value", N_("Its value; empty for subgroups below five")),
            _COUNT,
            _UNIT,
            ("limit", N_("The guardrail’s limit")),
            ("broken", N_("Whether the limit was passed")),
        ),
    ),
    (
        "expectations",
        N_("What citizens expect, with what it rests on"),
        (
            _KEY,
            ("statement", N_("The expectation in one sentence")),
            ("stage", N_("The stage of the service")),
            ("touchpoint", N_("Where people meet the service")),
            ("strength", N_("How strong it is")),
            ("standing", N_("Whether it is shared or contested")),
            ("notes", N_("How many notes it rests on")),
            ("speakers", N_("How many people said it")),
            ("present_service", N_("The service today")),
            ("gap", N_("What is missing")),
            ("answered_by", N_("Keys of the experiments that answer it")),
        ),
    ),
    (
        "votes",
        N_("Votes on expectations by viewpoint group"),
        (
            ("expectation", N_("The key of the expectation")),
            ("group", N_("The viewpoint group; empty for the rest")),
            ("size", N_("How many are in the group")),
            ("agrees", N_("Votes for")),
            ("disagrees", N_("Votes against")),
            ("passes", N_("Votes passed")),
        ),
    ),
    (
        "quotes",
        N_("Quotes, only with consent and without names"),
        (
            _KEY,
            ("expectation", N_("The key of the expectation")),
            ("text", N_("What was said")),
            ("speaker", N_("Role and code, never a name")),
            ("language", N_("The language it was said in")),
        ),
    ),
    (
        "barriers",
        N_("Barriers with their cause"),
        (
            _KEY,
            _EXPERIMENT,
            ("text", N_("What stood in the way")),
            ("cause", N_("The cause, which decides the cure")),
            ("role", N_("Whose way it stood in")),
            ("unit", N_("Where in the organisation")),
            ("severity", N_("How grave it is, 1 to 3")),
            ("frequency", N_("How often it was seen")),
        ),
    ),
    (
        "skills",
        N_("Skills needed and seen"),
        (
            _KEY,
            _EXPERIMENT,
            ("skill", N_("The skill")),
            ("role", N_("The role that needs it")),
            ("task", N_("The task it is needed for")),
            ("level_needed", N_("Level needed, 0 to 4")),
            ("level_seen", N_("Level seen, 0 to 4")),
            _COUNT,
        ),
    ),
    (
        "accounts",
        N_("Costs and gains a year in kroner, by level"),
        (
            _EXPERIMENT,
            ("level", N_("State, region, municipality or citizen")),
            ("cost_low", N_("Cost, low")),
            ("cost_high", N_("Cost, high")),
            ("gain_low", N_("Gain, low")),
            ("gain_high", N_("Gain, high")),
        ),
    ),
    (
        "workshops",
        N_("Workshops that were held"),
        (
            _KEY,
            ("name", N_("The workshop’s name")),
            ("purpose", N_("What it was for")),
            ("held_on", N_("First day")),
            ("days", N_("How many days")),
            _COUNT,
        ),
    ),
    (
        "materials",
        N_("Materials with their licence"),
        (
            _EXPERIMENT,
            ("name", N_("The material’s name")),
            ("kind", N_("What kind of material it is")),
            ("licence", N_("What may be done with it")),
        ),
    ),
)
