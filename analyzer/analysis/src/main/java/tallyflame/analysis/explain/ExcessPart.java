package tallyflame.analysis.explain;

import tallyflame.runs.Interval;

/**
 * A part of what slow spans took longer than typical ones.
 *
 * @param cause what it was spent on
 * @param typical mean of the typical spans, in nanoseconds
 * @param slow mean of the slow spans, in nanoseconds
 * @param excess their difference with its 95 % interval; of all parts they add up
 * @param share of the whole excess
 * @param largestIn of how many slow spans it is the largest part
 * @param standsOut whether it explains something: beyond chance, no small part of the excess, and much against a typical span
 */
record ExcessPart(
        Cause cause, double typical, double slow, Interval excess, double share, int largestIn, boolean standsOut) {}
