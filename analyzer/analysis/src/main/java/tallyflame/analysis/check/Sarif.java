package tallyflame.analysis.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outcomes as SARIF 2.1.0 (OASIS), which code hosts show at the line: one result for each budget that was not kept. */
public final class Sarif {
    private Sarif() {}

    /**
     * The document, to be written as JSON.
     *
     * @param strict whether what is undecided is an error; otherwise it is a note
     * @param version of this tool
     */
    public static Map<String, Object> of(List<BudgetResult> outcomes, boolean strict, String version) {
        List<Object> results = new ArrayList<>();
        for (BudgetResult outcome : outcomes) {
            if (outcome.verdict() != Verdict.PASS) {
                results.add(result(outcome, strict));
            }
        }
        List<Object> rules = new ArrayList<>();
        Arrays.stream(BudgetKind.values())
                .forEach(kind -> rules.add(object(
                        "id",
                        "budget/" + kind.label(),
                        "shortDescription",
                        object("text", "A budget of " + kind.label().replace('-', ' ') + " is not kept"))));
        Map<String, Object> driver = object("name", "tallyflame", "version", version, "rules", rules);
        return object(
                "$schema",
                "https://json.schemastore.org/sarif-2.1.0.json",
                "version",
                "2.1.0",
                "runs",
                List.of(object("tool", object("driver", driver), "results", results)));
    }

    private static Map<String, Object> result(BudgetResult outcome, boolean strict) {
        boolean error = strict || outcome.verdict() == Verdict.FAIL;
        return object(
                "ruleId",
                "budget/" + outcome.what().label(),
                "level",
                error ? "error" : "note",
                "message",
                object("text", outcome.id() + ": " + outcome.message()),
                "locations",
                List.of(object(
                        "physicalLocation",
                        object(
                                "artifactLocation",
                                object("uri", uri(outcome.file())),
                                "region",
                                object("startLine", outcome.line())))));
    }

    /** A relative path as a relative reference, its blanks and other characters escaped. */
    private static String uri(String file) {
        try {
            return new java.net.URI(null, null, file, null).getRawPath();
        } catch (java.net.URISyntaxException e) {
            return file.replaceAll("[^A-Za-z0-9._/-]", "_");
        }
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
