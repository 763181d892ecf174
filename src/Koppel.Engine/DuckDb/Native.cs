using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Koppel.Engine.DuckDb;

/// <summary>What the reader needs of DuckDB's C API and DuckDB.NET does not offer.</summary>
internal static unsafe partial class Native
{
    /// <summary>The name of a type, or null.</summary>
    public static string? Alias(DuckDBLogicalType type) => Text(GetAlias(type));

    /// <summary>How many members a union has.</summary>
    public static long UnionCount(DuckDBLogicalType type) => (long)GetUnionCount(type);

    /// <summary>The name of one of them.</summary>
    public static string UnionName(DuckDBLogicalType type, long index) => Text(GetUnionName(type, (ulong)index)) ?? "";

    /// <summary>The type of one of them.</summary>
    public static DuckDBLogicalType UnionType(DuckDBLogicalType type, long index) => GetUnionType(type, (ulong)index);

    /// <summary>Lets a vector show what another has.</summary>
    [LibraryImport("duckdb", EntryPoint = "duckdb_vector_reference_vector")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    public static partial void ReferenceVector(nint to, nint from);

    /// <summary>DuckDB's fault as DuckDB.NET would throw it, whose constructor is its own.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern DuckDBException Fault(string message, DuckDBErrorType type);

    static string? Text(nint text)
    {
        if (text == 0) return null;
        var value = Marshal.PtrToStringUTF8(text);
        Free(text);
        return value;
    }

    [LibraryImport("duckdb", EntryPoint = "duckdb_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial void Free(nint pointer);

    [LibraryImport("duckdb", EntryPoint = "duckdb_logical_type_get_alias")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial nint GetAlias(DuckDBLogicalType type);

    [LibraryImport("duckdb", EntryPoint = "duckdb_union_type_member_count")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial ulong GetUnionCount(DuckDBLogicalType type);

    [LibraryImport("duckdb", EntryPoint = "duckdb_union_type_member_name")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial nint GetUnionName(DuckDBLogicalType type, ulong index);

    [LibraryImport("duckdb", EntryPoint = "duckdb_union_type_member_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial DuckDBLogicalType GetUnionType(DuckDBLogicalType type, ulong index);
}
