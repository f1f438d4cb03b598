package tallyflame.agent.boot;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stand-in for {@code jdk.internal.vm.annotation.DontInline}, which the JIT obeys in classes of the boot loader. */
@Retention(RetentionPolicy.RUNTIME)
@interface DontInline {}
