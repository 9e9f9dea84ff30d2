"""Words that keep their full stop inside a sentence, by language; and the words that show that a sentence begins."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_ANY = "vs no nos vol pp ed est approx ca cf etc fig inc ltd co corp st mt ft dr prof mr mrs ms jr sr bros"

COMMON = _words(_ANY)

BY_LANGUAGE: dict[str, frozenset[str]] = {
    "en": _words(
        _ANY,
        "gen lt col maj capt cmdr adm sgt cpl pvt brig rep reps sen sens gov pres rev hon supt det insp messrs",
        "mme mlle jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun",
        "hr min sec dept univ ave blvd rd a.m p.m e.g i.e al",
        "calif fla tex wash conn mass penn ind ill mich minn miss ariz ark colo del ga ky la md neb nev okla ore tenn",
        "va vt wis wyo",
    ),
    "de": _words(
        _ANY,
        "bzw z.b d.h u.a u.s.w usw evtl ggf inkl max mio mrd nr sog str tel vgl zt z.t rd bspw geb gest hrsg jh lt",
        "mind s.o s.u ing dipl gen abs art bd betr einschl ebd i.v i.d.r o.ä v.a v.chr n.chr",
        "jan feb mär apr jun jul aug sep sept okt nov dez",
    ),
    "fr": _words(
        "m mm mme mlle mlles dr pr me av bd st ste vol p pp ex cf etc env art éd gén col cdt lt",
        "janv févr avr juil sept oct nov déc",
    ),
    "es": _words(
        "sr sra srta dr dra ud uds av avda pág págs núm etc ee uu gral cnel lic ing prof art",
        "ene feb abr jun jul ago sept oct nov dic",
    ),
    "tr": _words("dr prof doç av gen org tuğg tümg korg alb yrd sn st mr mrs bkz vb vd vs yy no tel cad mah sok örn"),
    "ru": _words("г гг им ул д пр тыс млн млрд руб см рис напр проф акад ген ст чел ср т.д т.е т.п т.к т.н"),
    "ku": _words("dr prof b.z p.z د پ ن"),
    "ur": _words("ڈاکٹر پروفیسر"),
    "he": frozenset(),
    "ar": frozenset(),
    "fa": frozenset(),
}

STARTERS = _words(
    "the a an this that these those he she it they we i you his her its their our my but and or so yet in on at by for",
    "from with after before when while as if although however meanwhile there here what who how why asked last",
    "der die das ein eine er sie es wir ich aber und im am nach vor während",
    "le la les un une il elle ils nous mais et el los las pero y en",
)

GERMAN_AFTER_ORDINALS = _words(
    "januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert",
)

AFTER_HOURS = _words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun",
    "january february march april may june july august september october november december",
    "est edt et cst cdt ct pst pdt pt gmt utc bst ist eastern central pacific",
)

GERMAN_BEFORE_ORDINALS = _words(
    "der die das dem den des zum zur am im vom beim ab bis seit seine seiner seinem seinen ihre ihrer ihrem ihren",
    "ein eine einem einen einer jeder jede jedes",
)
