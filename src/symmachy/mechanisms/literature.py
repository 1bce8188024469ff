"""The works that mechanisms refer to; a title stands where it has been looked up."""

from __future__ import annotations

from symmachy.mechanisms.reference import EqualTo, Reference

__all__ = ["equal_in_ergm", "equal_in_rsiena"]

ALTFELD_1984 = Reference(authors="Altfeld", year=1984, title="The Decision to Ally: A Theory and Test")
BAILEY_2017 = Reference(
    authors="Bailey, Strezhnev and Voeten",
    year=2017,
    title="Estimating Dynamic State Preferences from United Nations Voting Data",
)
BENNETT_1997 = Reference(authors="Bennett", year=1997)
CARTWRIGHT_1956 = Reference(authors="Cartwright and Harary", year=1956)
CRANMER_2012A = Reference(
    authors="Cranmer, Desmarais and Menninga", year=2012, title="Complex Dependencies in the Alliance Network"
)
CRANMER_2012B = Reference(
    authors="Cranmer, Desmarais and Kirkland",
    year=2012,
    title="Toward a Network Theory of Alliance Formation",
)
CRAWFORD_2011 = Reference(
    authors="Crawford",
    year=2011,
    title="Preventing Enemy Coalitions: How Wedge Strategies Shape Power Politics",
)
DIEHL_2000 = Reference(authors="Diehl and Goertz", year=2000)
FORDHAM_2016 = Reference(
    authors="Fordham and Poast",
    year=2016,
    title="All Alliances Are Multilateral: Rethinking Alliance Formation",
)
GARTZKE_2013 = Reference(
    authors="Gartzke and Weisiger",
    year=2013,
    title="Fading Friendships: Alliances, Affinities and the Activation of International Identities",
)
GIBLER_2006 = Reference(authors="Gibler and Wolford", year=2006)
HEIDER_1946 = Reference(authors="Heider", year=1946)
HUNTER_2007 = Reference(
    authors="Hunter", year=2007, title="Curved Exponential Family Models for Social Networks"
)
JOHNSON_2017 = Reference(authors="Johnson", year=2017)
KINNE_2018 = Reference(
    authors="Kinne",
    year=2018,
    title="Defense Cooperation Agreements and the Emergence of a Global Security Network",
)
LAI_2000 = Reference(authors="Lai and Reiter", year=2000)
LAKE_2009 = Reference(authors="Lake", year=2009)
LEEDS_2007 = Reference(authors="Leeds and Savun", year=2007)
MAOZ_2007 = Reference(authors="Maoz, Terris, Kuperman and Talmud", year=2007)
MORROW_1991 = Reference(authors="Morrow", year=1991)
SIVERSON_1991 = Reference(authors="Siverson and Emmons", year=1991)
SNIJDERS_2006 = Reference(authors="Snijders, Pattison, Robins and Handcock", year=2006)
SNIJDERS_2010 = Reference(authors="Snijders, van de Bunt and Steglich", year=2010)
SNYDER_1997 = Reference(authors="Snyder", year=1997)
WALT_1987 = Reference(authors="Walt", year=1987, title="The Origins of Alliances")
WALTZ_1979 = Reference(authors="Waltz", year=1979, title="Theory of International Politics")
WARREN_2010 = Reference(
    authors="Warren",
    year=2010,
    title="The Geometry of Security: Modeling Interstate Alliances as Evolving Networks",
)
WEITSMAN_2004 = Reference(authors="Weitsman", year=2004)


def equal_in_ergm(term: str, ours: str) -> tuple[EqualTo, ...]:
    """Return that a term of ergm has the numbers of ours, by the comparison that the tests repeat."""
    compared = "pseudolikelihood estimates of the model of btergm's help page, equal to 1e-8"
    return (EqualTo(term=term, package="ergm 4.12.0", ours=ours, compared=compared),)


def equal_in_rsiena(term: str, ours: str) -> tuple[EqualTo, ...]:
    """Return that an effect of RSiena measures what ours does, by the comparison that the tests repeat."""
    compared = "estimates of models of the s50 pupils, equal to within simulation error"
    return (EqualTo(term=term, package="RSiena 1.6.6", ours=ours, compared=compared),)
