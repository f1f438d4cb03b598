/** From files to a topic, for tests and rehearsals: what the broker does with its alerts. */
package tallyflame.transfer.publish;
