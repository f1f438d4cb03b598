/** One door into JaCoCo, which lets others have all of its filters together and none of them alone. Nothing else may live here. */
package org.jacoco.core.internal.analysis.filter;
