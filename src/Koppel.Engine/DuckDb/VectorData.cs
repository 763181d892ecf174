using Vectors = DuckDB.NET.Native.NativeMethods.Vectors;

namespace Koppel.Engine.DuckDb;

/// <summary>Where values lie in DuckDB's memory, and a bit for each that says whether there is one.</summary>
internal readonly unsafe struct VectorData
{
    /// <summary>Values that are all there.</summary>
    public VectorData(void* values) => Values = values;

    VectorData(nint vector)
    {
        Values = Vectors.DuckDBVectorGetData(vector);
        Validity = Vectors.DuckDBVectorGetValidity(vector);
    }

    /// <summary>The values, in DuckDB's form.</summary>
    public void* Values { get; }

    /// <summary>The bits, or null when all are there.</summary>
    public ulong* Validity { get; }

    /// <summary>The values of a vector.</summary>
    public static VectorData Of(nint vector) => new(vector);
}
