/** The user's own code, told from the JDK, libraries and the JVM, and its functions with what they call. Prints nothing. */
package tallyflame.analysis.own;
