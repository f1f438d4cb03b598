/** What modules on light curves share: columns, magnitudes and fluxes, sorted visits, special functions. Knows no module. */
package tallyflame.modules.lightcurves;
