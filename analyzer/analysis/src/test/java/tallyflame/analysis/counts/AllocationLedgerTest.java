package tallyflame.analysis.counts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationLedgerTest {
    /** Counted code asks for objects that the compiler removes, and the JVM knows only of those that are left. */
    @Test
    void whatEscapeAnalysisRemovesIsNoNegativeRest() {
        assertThat(new AllocationLedger(60, 2048L, 512L, -1536L, null).line())
                .isEqualTo("allocated: 60 objects by counted code itself, 2.00 KiB; its threads allocated 512 B in all,"
                        + " so that escape analysis removed at least 1.50 KiB");
        assertThat(new AllocationLedger(60, 512L, 2048L, 1536L, null).line())
                .endsWith("512 B of 2.00 KiB that its threads allocated; the rest, 1.50 KiB, in the JDK and other code"
                        + " that is not counted, less what escape analysis removed");
    }
}
