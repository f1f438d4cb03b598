package tallyflame.analysis.timeline;

/**
 * What one rule of JDK Mission Control says about a recording. The texts are plain, without markup.
 *
 * @param rule its name
 * @param topic what it is about, such as {@code garbage_collection}
 * @param score 0 (nothing to say) to 100 (a problem); from 25 on it is worth knowing, from 75 on a warning
 * @param summary one or two sentences
 * @param explanation more of it, may be empty
 * @param advice what to do, may be empty
 */
public record Finding(String rule, String topic, double score, String summary, String explanation, String advice) {
    /** From this score on a rule warns. */
    public static final double WARNING = 75;

    /** What the score means, as text. */
    public String severity() {
        return score >= WARNING ? "warning" : score >= 25 ? "worth knowing" : "fine";
    }
}
