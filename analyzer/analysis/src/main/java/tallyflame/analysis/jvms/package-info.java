/** The JVMs of a run: what each recorded, and that they add up to the whole. */
package tallyflame.analysis.jvms;
