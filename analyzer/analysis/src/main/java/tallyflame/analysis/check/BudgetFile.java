package tallyflame.analysis.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tallyflame.recordings.InputException;

/**
 * A file of budgets in YAML.
 *
 * @param path where it lies
 * @param budgets its entries
 * @param lines its text, for the places of its entries
 */
public record BudgetFile(Path path, List<Budget> budgets, List<String> lines) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<Double> PERCENTILES = Set.of(50.0, 90.0, 99.0, 99.9);

    /** What the file holds. */
    record Document(int schema, List<Budget> budgets) {}

    /**
     * Reads and checks a budget file.
     *
     * @throws IOException naming file and line if it is no YAML, has an unknown key, or an entry misses what its kind needs
     */
    public static BudgetFile read(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        Document document = parse(path, String.join("\n", lines));
        if (document == null || document.schema() != 1 || document.budgets() == null) {
            throw new InputException(path, "must begin with 'schema: 1' and have a list 'budgets'");
        }
        BudgetFile file = new BudgetFile(path, List.copyOf(document.budgets()), lines);
        Set<String> ids = new HashSet<>();
        for (Budget budget : file.budgets()) {
            if (budget.id() == null || !ids.add(budget.id())) {
                throw file.problem(budget, "each budget needs an id of its own");
            }
            file.check(budget);
        }
        return file;
    }

    private static Document parse(Path path, String text) throws IOException {
        try {
            return YAML.readValue(text, Document.class);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            String message = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new InputException(path, "not a readable budget file" + where + ": " + message, e);
        }
    }

    private void check(Budget budget) throws InputException {
        BudgetKind kind = budget.kind();
        if (kind == null) {
            throw problem(budget, "it needs a kind");
        }
        if (kind.ofFunction() != (budget.function() != null)) {
            throw problem(budget, kind.ofFunction() ? "it needs a function" : "this kind has no function");
        }
        if (kind.ofLine() != (budget.line() != null ^ budget.text() != null)) {
            throw problem(
                    budget,
                    kind.ofLine() ? "it needs a line or a text, and not both" : "this kind has no line or text");
        }
        boolean branch = kind == BudgetKind.BRANCH_HITS;
        if (branch != (budget.branch() != null) || branch != (budget.outcome() != null)) {
            throw problem(budget, branch ? "it needs a branch and an outcome" : "this kind has no branch or outcome");
        }
        if ((kind == BudgetKind.LATENCY)
                != PERCENTILES.contains(budget.percentile() == null ? 0.0 : budget.percentile())) {
            throw problem(
                    budget, kind == BudgetKind.LATENCY ? "its percentile must be 50, 90, 99 or 99.9" : "it has none");
        }
        int bounds = (budget.max() == null ? 0 : 1)
                + (budget.min() == null ? 0 : 1)
                + (budget.maxRatio() == null ? 0 : 1)
                + (budget.minRatio() == null ? 0 : 1);
        if (bounds != (kind == BudgetKind.FORBIDDEN_CALL ? 0 : 1)) {
            throw problem(
                    budget,
                    kind == BudgetKind.FORBIDDEN_CALL
                            ? "a forbidden call takes no limit"
                            : "it needs one of max, min, maxRatio, minRatio");
        }
    }

    private InputException problem(Budget budget, String what) {
        return new InputException(path, "budget " + budget.id() + " at line " + line(budget) + ": " + what);
    }

    /** The line of the file that has a budget's id, 1 if it has none. */
    public int line(Budget budget) {
        Pattern id =
                Pattern.compile("\\bid:\\s*[\"']?" + Pattern.quote(String.valueOf(budget.id())) + "[\"']?\\s*(#.*)?");
        for (int i = 0; i < lines.size(); i++) {
            if (id.matcher(lines.get(i)).find()) {
                return i + 1;
            }
        }
        return 1;
    }
}
