/** The verb that makes alert data and describes it. */
package tallyflame.cli.alerts;
