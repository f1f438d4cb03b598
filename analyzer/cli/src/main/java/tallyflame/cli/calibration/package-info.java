/** What is measured before the first run of a module on a machine. */
package tallyflame.cli.calibration;
