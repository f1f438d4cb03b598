/** Exact counts of lines and branches, the identity of a class file, and what selects classes; no bytes of files here. */
package tallyflame.counts;
