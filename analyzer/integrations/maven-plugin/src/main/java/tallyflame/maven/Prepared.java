package tallyflame.maven;

import java.util.Map;
import tallyflame.runs.Pass;

/**
 * What was done for the tests of a project in this build, for which a goal may be executed several times.
 *
 * @param context which Maven keeps for the plugin and the project until the build ends
 */
record Prepared(Map<String, Object> context) {
    /** JVM options without those that {@link #put} noted. */
    String others(String options, String propertyName) {
        Object own = context.get("options of " + propertyName);
        return own == null ? options : options.replace(own.toString(), "").strip();
    }

    /** Notes the options that were put into a property. */
    void put(String propertyName, String options) {
        context.put("options of " + propertyName, options);
    }

    /** Whether a pass is prepared for the first time, which is noted. */
    boolean isFirst(Pass pass) {
        return context.put(pass.label(), true) == null;
    }

    /** Whether this build has prepared a pass. */
    boolean has(Pass pass) {
        return context.containsKey(pass.label());
    }

    /** Notes that the tests were sampled. */
    void endSampling() {
        context.remove(Pass.SAMPLE.label());
    }
}
