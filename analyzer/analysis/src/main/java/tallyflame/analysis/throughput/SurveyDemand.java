package tallyflame.analysis.throughput;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a survey demands: so many alerts within so many seconds on so many cores.
 *
 * @param name of the demand, for people
 * @param alerts of one exposure
 * @param seconds within which all of them are to be processed
 * @param cores that may work on them
 */
public record SurveyDemand(String name, int alerts, double seconds, int cores) {
    /** An exposure of ZTF has 600 alerts, one of LSST 1000. */
    public static final List<SurveyDemand> SURVEYS = List.of(
            new SurveyDemand("ZTF in 2 s on 8 cores", 600, 2, 8),
            new SurveyDemand("LSST in 1 s on 16 cores", 1000, 1, 16),
            new SurveyDemand("ZTF in 1 s on 8 cores", 600, 1, 8));

    private static final Pattern FORM = Pattern.compile("([^=]+)=([1-9][0-9]*)/([0-9]*\\.?[0-9]+)/([1-9][0-9]*)");

    /**
     * Reads {@code NAME=ALERTS/SECONDS/CORES}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static SurveyDemand parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Double.parseDouble(matcher.group(3)) == 0) {
            throw new IllegalArgumentException(
                    "a budget is NAME=ALERTS/SECONDS/CORES, such as ZTF=600/1/8, not '" + text + "'");
        }
        return new SurveyDemand(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Double.parseDouble(matcher.group(3)),
                Integer.parseInt(matcher.group(4)));
    }

    /** Alerts a second that one core must do. */
    public double perCore() {
        return alerts / seconds / cores;
    }
}
