/** What the threads of recordings did over all: how long they ran, for what they waited, and who held the locks that they waited for. */
package tallyflame.analysis.waits;
