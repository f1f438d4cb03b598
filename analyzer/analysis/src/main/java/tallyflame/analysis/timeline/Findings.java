package tallyflame.analysis.timeline;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/**
 * What the rules of JDK Mission Control say about recordings.
 *
 * @param findings of the rules that could be applied, the highest score first
 * @param unanswered how many rules lack the events they need
 * @param problem why nothing was judged, or empty
 */
public record Findings(List<Finding> findings, int unanswered, String problem) {
    /** JMC keeps every event in memory, about 30 bytes for each byte of the file. */
    private static final long MOST_BYTES = 32 << 20;

    /** JMC logs what it meets in damaged recordings, which the timeline says, too. Held, because a logger that nobody holds is forgotten. */
    private static final Logger LOGGER = Logger.getLogger("org.openjdk.jmc");

    static {
        LOGGER.setLevel(Level.OFF);
    }

    public Findings {
        findings = List.copyOf(findings);
    }

    /** Judges recordings together; what cannot be judged is said, and no error. */
    public static Findings of(List<Path> recordings) throws IOException {
        if (recordings.isEmpty()) {
            return new Findings(List.of(), 0, "there is no flight recording to judge");
        }
        long bytes = 0;
        for (Path recording : recordings) {
            bytes += Files.size(recording);
        }
        if (bytes > MOST_BYTES) {
            return new Findings(
                    List.of(),
                    0,
                    String.format(
                            Locale.ROOT,
                            "the recordings are too large to be judged: %d MB, and at most %d are read",
                            bytes >> 20,
                            MOST_BYTES >> 20));
        }
        try {
            List<File> files = recordings.stream().map(Path::toFile).toList();
            return judgeIn(PlainWords.LOCALE, JfrLoaderToolkit.loadEvents(files));
        } catch (CouldNotLoadRecordingException | IOException | RuntimeException e) {
            // JMC's parser ends with any exception on damaged recordings.
            return new Findings(List.of(), 0, "JMC cannot read the recording: " + e.getMessage());
        }
    }

    /** Rules write dates and numbers in the locale of the JVM, which is not for them to choose. */
    private static Findings judgeIn(Locale locale, IItemCollection events) {
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, locale);
        try {
            return judge(events);
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
    }

    private static Findings judge(IItemCollection events) {
        Map<IRule, Future<IResult>> results = RulesToolkit.evaluateParallel(
                RuleRegistry.getRules(), events, IPreferenceValueProvider.DEFAULT_VALUES, 1);
        List<Finding> findings = new ArrayList<>();
        int unanswered = 0;
        for (Map.Entry<IRule, Future<IResult>> result : results.entrySet()) {
            Finding finding = finding(result.getKey(), result.getValue());
            if (finding == null) {
                unanswered++;
            } else {
                findings.add(finding);
            }
        }
        findings.sort(Comparator.comparingDouble(Finding::score).reversed().thenComparing(Finding::rule));
        return new Findings(findings, unanswered, "");
    }

    /** The finding of a rule, or {@code null} where it has none. */
    private static Finding finding(IRule rule, Future<IResult> future) {
        IResult result;
        try {
            result = future.get();
        } catch (ExecutionException e) {
            return null; // a rule that fails says nothing of the recording
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        IQuantity score = result == null ? null : result.getResult(TypedResult.SCORE);
        if (score == null || result.getSeverity().getLimit() < 0) {
            return null;
        }
        return new Finding(
                rule.getName(),
                rule.getTopic(),
                score.doubleValue(),
                text(result, result.getSummary()),
                text(result, result.getExplanation()),
                text(result, result.getSolution()));
    }

    private static String text(IResult result, String template) {
        return template == null
                ? ""
                // The templates double quotation marks, as MessageFormat wants it, but do not go through it.
                : PlainWords.of(ResultToolkit.populateMessage(result, template, false)
                        .replace("''", "'")
                        .strip());
    }
}
