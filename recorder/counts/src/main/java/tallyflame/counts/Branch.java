package tallyflame.counts;

import java.util.ArrayList;
import java.util.List;

/**
 * One conditional jump or switch.
 *
 * @param line source line of the instruction
 * @param ordinal rank among the branch sites of the same line of the method, in code order, from 0
 * @param kind jump or switch; it fixes the meaning of the outcomes' order
 * @param outcomes all ways out, taken or not
 */
public record Branch(int line, int ordinal, BranchKind kind, List<BranchOutcome> outcomes) {
    /** Copies the outcomes. */
    public Branch {
        outcomes = List.copyOf(outcomes);
    }

    Branch plus(Branch other) {
        List<BranchOutcome> sums = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) sums.add(outcomes.get(i).plus(other.outcomes.get(i)));
        return new Branch(line, ordinal, kind, sums);
    }
}
