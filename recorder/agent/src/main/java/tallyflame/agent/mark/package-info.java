/** What was counted between two moments, on one thread or on all: counters, and where calls stood; knows no session and no files. */
package tallyflame.agent.mark;
