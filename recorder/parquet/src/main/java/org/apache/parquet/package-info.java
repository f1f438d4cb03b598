/**
 * One door into parquet-java that it keeps ajar for its own package: reading options made without Hadoop on the class
 * path. Nothing else may live here.
 */
package org.apache.parquet;
