"""Goals, in the participants' own words and language."""

from random import Random

GOALS = {
    "nb": (
        "Jeg vil ha fast jobb i butikk.",
        "Jeg vil bli ferdig med førerkortet og jobbe som sjåfør.",
        "Jeg vil klare meg på egen lønn.",
        "Jeg vil jobbe med mat, helst på et kjøkken der vi er et lag.",
        "Jeg vil finne ut hva jeg er god til, og så finne en jobb som passer.",
        "Jeg vil jobbe i barnehage og ta fagbrev etter hvert.",
        "Jeg vil ha en jobb med faste dager, så hverdagen går opp.",
        "Jeg vil snakke bedre norsk på jobb.",
    ),
    "nn": (
        "Eg vil ha læreplass som snikkar.",
        "Eg vil jobbe med dyr, helst på gard.",
        "Eg vil ha fast arbeid og eiga leilegheit.",
        "Eg vil bli ferdig med skulen og så jobbe i butikk.",
    ),
    "en": (
        "I want a steady job in a hotel or a restaurant.",
        "I want to speak Norwegian well enough to work with customers.",
        "I want to use my experience as a mechanic here in Norway.",
        "I want to earn my own money and have a home of my own.",
    ),
    "ar": (
        "أريد أن أعمل في مطبخ وأن أتعلم اللغة النرويجية جيدًا.",
        "أريد عملًا ثابتًا حتى أعيل نفسي.",
        "أريد أن أعمل في روضة أطفال.",
        "أريد أن أجد عملًا قريبًا من البيت.",
    ),
}


def goal_of(locale: str, dice: Random) -> str:
    """One goal in that language."""
    return dice.choice(GOALS[locale])
