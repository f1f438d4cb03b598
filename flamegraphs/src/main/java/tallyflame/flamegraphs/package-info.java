/** Frames, call trees and profiles: the model that every writer draws from. Knows no recording format and no other module. */
package tallyflame.flamegraphs;
