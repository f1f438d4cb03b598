/**
 * Tests of exact counts, which do not depend on how busy the machine is: budgets and laws of growth as annotations, and counts of a
 * piece of code. For JUnit 5; nothing here knows the analyzer, so that a test's class path stays small.
 */
package tallyflame.junit;
