/** The verbs about alert data: made, described, transferred from the broker. All that knows the transfer is here. */
package tallyflame.cli.alerts;
