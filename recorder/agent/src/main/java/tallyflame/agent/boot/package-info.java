/**
 * The template of the one class that instrumented code calls. {@link tallyflame.agent.boot.BootClass} renames it into
 * {@code java.lang} of the running JVM, where every class loader finds it; nothing may refer to the template itself.
 */
package tallyflame.agent.boot;
