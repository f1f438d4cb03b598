package it.acme.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ThreeTest {
    @Test
    void steps() {
        assertEquals("yes", System.getProperty("kept"));
        Steps.take(30);
    }
}
