/** The broker's side: who we are to it, what a topic holds, which schemas it has had. Knows no folders. */
package tallyflame.transfer.broker;
