/** Light-curve features for anomaly detection: 26 numbers a band. */
package tallyflame.modules.features;
