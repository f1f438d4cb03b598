package tallyflame.modules.hostless;

/**
 * Whether one of the two stamps has outliers and the other has none: something new where nothing was, or the reverse.
 * Tried on the whole stamps, then on their centres.
 */
final class CandidateTest {
    private static final int MAX_CLIPPED = 5;
    private static final int MIN_CLIPPED = 3;

    private CandidateTest() {}

    static boolean isCandidate(StampClip science, StampClip template) {
        return isFlagged(science.maskedTwice(), template.maskedTwice())
                || isFlagged(science.maskedInPatch(), template.maskedInPatch());
    }

    /** Whether many pixels of one are masked and few of the other. */
    static boolean isFlagged(int science, int template) {
        return (science > MAX_CLIPPED && template < MIN_CLIPPED) || (template > MAX_CLIPPED && science < MIN_CLIPPED);
    }
}
