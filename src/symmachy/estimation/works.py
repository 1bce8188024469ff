"""The works that the methods come from, each named once; author, year, title and journal."""

from __future__ import annotations

ARONOW_2015 = (
    "Aronow, Samii and Assenova (2015), Cluster-Robust Variance Estimation for Dyadic Data, "
    "Political Analysis 23."
)
BECK_1998 = (
    "Beck, Katz and Tucker (1998), Taking Time Seriously: Time-Series-Cross-Section Analysis with a Binary "
    "Dependent Variable, American Journal of Political Science 42."
)
CAMERON_2011 = (
    "Cameron, Gelbach and Miller (2011), Robust Inference with Multiway Clustering, "
    "Journal of Business and Economic Statistics 29."
)
CARTER_2010 = (
    "Carter and Signorino (2010), Back to the Future: Modeling Time Dependence in Binary Data, "
    "Political Analysis 18."
)
EFRON_1987 = (
    "Efron (1987), Better Bootstrap Confidence Intervals, Journal of the American Statistical Association 82."
)
FAFCHAMPS_2007 = (
    "Fafchamps and Gubert (2007), The Formation of Risk Sharing Networks, "
    "Journal of Development Economics 83."
)
FIRTH_1993 = "Firth (1993), Bias Reduction of Maximum Likelihood Estimates, Biometrika 80."
HARRELL_2015 = "Harrell (2015), Regression Modeling Strategies, second edition, Springer."
HEINZE_2002 = (
    "Heinze and Schemper (2002), A Solution to the Problem of Separation in Logistic Regression, "
    "Statistics in Medicine 21."
)
INDLEKOFER_2013 = (
    "Indlekofer and Brandes (2013), Relative Importance of Effects in Stochastic Actor-Oriented Models, "
    "Network Science 1."
)
KOSMIDIS_2009 = (
    "Kosmidis and Firth (2009), Bias Reduction in Exponential Family Nonlinear Models, Biometrika 96."
)
KRIVITSKY_2014 = (
    "Krivitsky and Handcock (2014), A Separable Model for Dynamic Networks, Journal of the Royal Statistical "
    "Society, Series B 76."
)
LE_CESSIE_1992 = (
    "le Cessie and van Houwelingen (1992), Ridge Estimators in Logistic Regression, Applied Statistics 41."
)
LEIFELD_2018 = (
    "Leifeld, Cranmer and Desmarais (2018), Temporal Exponential Random Graph Models with btergm: Estimation and "
    "Bootstrap Confidence Intervals, Journal of Statistical Software 83 (6)."
)
LIANG_1986 = (
    "Liang and Zeger (1986), Longitudinal Data Analysis Using Generalized Linear Models, Biometrika 73."
)
LOSPINOSO_2011 = (
    "Lospinoso, Schweinberger, Snijders and Ripley (2011), Assessing and Accounting for Time Heterogeneity in "
    "Stochastic Actor Oriented Models, Advances in Data Analysis and Classification 5."
)
LOSPINOSO_2019 = (
    "Lospinoso and Snijders (2019), Goodness of Fit for Stochastic Actor-Oriented Models, "
    "Methodological Innovations 12."
)
PRENTICE_1978 = (
    "Prentice and Gloeckler (1978), Regression Analysis of Grouped Survival Data with Application to Breast "
    "Cancer Data, Biometrics 34."
)
ROYSTON_2002 = (
    "Royston and Parmar (2002), Flexible Parametric Proportional-Hazards and Proportional-Odds Models for Censored "
    "Survival Data, Statistics in Medicine 21."
)
VENZON_1988 = (
    "Venzon and Moolgavkar (1988), A Method for Computing Profile-Likelihood-Based Confidence Intervals, "
    "Applied Statistics 37."
)
WHITE_1982 = "White (1982), Maximum Likelihood Estimation of Misspecified Models, Econometrica 50."
SCHWEINBERGER_2007 = (
    "Schweinberger and Snijders (2007), Markov Models for Digraph Panel Data: Monte Carlo-Based Derivative "
    "Estimation, Computational Statistics and Data Analysis 51."
)
SNIJDERS_2001 = (
    "Snijders (2001), The Statistical Evaluation of Social Network Dynamics, Sociological Methodology 31."
)
SNIJDERS_2017 = (
    "Snijders and Pickup (2017), Stochastic Actor Oriented Models for Network Dynamics, in: The Oxford Handbook "
    "of Political Networks."
)
