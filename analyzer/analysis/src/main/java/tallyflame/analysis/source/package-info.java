/** Finds the source text of a class: in folders and archives, next to its class files, in the local Maven repository, in the JDK. */
package tallyflame.analysis.source;
