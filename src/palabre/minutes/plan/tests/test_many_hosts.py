"""A text of questions that many people host is planned in a time that grows as its length: steps are counted."""

from collections import Counter

from palabre.minutes.plan import group_planner
from palabre.minutes.plan.planner import plan_of
from palabre.pure.french import name_key
from palabre.pure.minutes import read_minutes

HOSTS = ["Ana Gil", "Malo Riou", "Nadia Ferhat", "Odile Pain"]
LETTERS = "abcdefghijklmnopqrst"


def test_the_hosts_of_a_question_are_not_looked_through_for_each_group(monkeypatch):
    table = f"| Question | Porteurs |\n|---|---|\n| Comment rester bien servis ? | {', '.join(HOSTS)} |"
    heads = [f"# Où va le chemin {one} ? (porté par Zoé {one.upper()}uré)\n- Un pas" for one in LETTERS]
    text = "\n\n".join([table, *heads])
    minutes, looked_at = read_minutes(text), Counter()

    def counted(name):
        looked_at[name] += 1
        return name_key(name)

    monkeypatch.setattr(group_planner, "name_key", counted)
    plan_of(minutes, text)

    assert [len(one.hosts) for one in minutes.questions] == [4, *[1] * len(LETTERS)]
    assert max(looked_at[name] for name in HOSTS) < len(LETTERS)


def test_the_questions_of_a_host_are_not_gathered_for_each_of_their_reports(monkeypatch):
    """Each report of the one who hosts them all looked at each question for each wording that one replaced."""
    gathered, plain = list[tuple[str, ...]](), group_planner.GroupPlanner.questions_of
    asked = [f"| Où va le chemin {one} ? | Ana Gil |" for one in LETTERS]
    table = "\n".join(["| Question | Porteurs |", "|---|---|", *asked])
    text = "\n\n".join(["Présents : Ana Gil, Malo Riou", table, *["### Ana Gil\n- Un pas"] * len(LETTERS)])

    def counted(planner, who):
        gathered.append(who)
        return plain(planner, who)

    monkeypatch.setattr(group_planner.GroupPlanner, "questions_of", counted)
    minutes = read_minutes(text)
    plan = plan_of(minutes, text)

    assert len(minutes.updates) == len(LETTERS)
    assert gathered == [("Ana Gil",)]
    assert sum(wanted.model is group_planner.Carrying for wanted in plan) == len(LETTERS)
