package tallyflame.analysis.compare;

/**
 * A reason why instruments disagree.
 *
 * @param kind {@code probe-inflation}, {@code inlining}, {@code displaced}, {@code waiting}, {@code native-code},
 *     {@code safepoint-bias}, {@code never-executed}, {@code lost-samples} or {@code unexplained}
 * @param name the function or line it is about, empty if about all
 * @param text a sentence
 */
public record Reason(String kind, String name, String text) {}
