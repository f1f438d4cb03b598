package tallyflame.analysis.check;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of one budget; component names are the keys of the JSON document.
 *
 * @param id of the budget
 * @param what it limits
 * @param kind {@code deterministic} or {@code statistical}
 * @param value what the run has, {@code null} if it does not tell
 * @param low lower end of the 95 % interval of a statistical value
 * @param limit what the value was compared with
 * @param moreForks how many more forks would probably decide it, {@code null} if it is decided or no number would
 * @param message one sentence
 * @param file source file of the place, or the budget file
 * @param line in that file
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BudgetResult(
        String id,
        BudgetKind what,
        String kind,
        Verdict verdict,
        Double value,
        Double low,
        Double high,
        Double limit,
        Integer moreForks,
        String message,
        String file,
        int line) {}
