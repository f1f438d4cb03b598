package it.acme.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.acme.core.Steps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
    @ParameterizedTest
    @ValueSource(ints = {100_001, 100_002, 100_003, 100_004, 100_005, 100_006, 100_007, 100_008})
    void steps(int n) {
        Steps.take(n);
    }

    @Test
    void optionsAreThere() {
        assertEquals("yes", System.getProperty("kept"));
        assertEquals("yes", System.getProperty("late"));
    }
}
