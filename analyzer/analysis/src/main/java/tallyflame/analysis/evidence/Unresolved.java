package tallyflame.analysis.evidence;

import java.nio.file.Path;
import java.util.List;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.InputException;

/** Samples of which no stack is in the file: an empty table would look like an answer. */
final class Unresolved {
    private Unresolved() {}

    /**
     * Refuses what is empty only because no stack could be resolved.
     *
     * @param input what was named
     * @throws InputException with the reason, and with the position of the damage where that is it
     */
    static void refuse(Path input, List<Ledger> ledgers) throws InputException {
        long kept = ledgers.stream().mapToLong(Ledger::kept).sum();
        long unresolved = ledgers.stream().mapToLong(Ledger::unresolved).sum();
        if (kept > 0 || unresolved == 0) {
            return;
        }
        String problem = "of " + Quantity.count(unresolved) + " samples no stack is in the file";
        Ledger ledger = ledgers.get(0);
        if (ledger.unreadable().isEmpty()) {
            throw new InputException(input, problem + "; was it made of another recording, without its constants?");
        }
        Loss loss = ledger.unreadable().get(0);
        throw new InputException(
                Path.of(loss.file()),
                loss.position(),
                problem + ": " + loss.reason() + " (profilers may write stacks only when a chunk ends)");
    }
}
