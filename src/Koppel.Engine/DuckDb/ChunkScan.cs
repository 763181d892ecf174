using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Chunks = DuckDB.NET.Native.NativeMethods.DataChunks;
using Functions = DuckDB.NET.Native.NativeMethods.TableFunction;
using Vectors = DuckDB.NET.Native.NativeMethods.Vectors;

namespace Koppel.Engine.DuckDb;

/// <summary>
/// <c>__chunks()</c>: the table function through which a second DuckDB reads the chunks of a result, without a copy where they are a
/// DuckDB's own.
/// </summary>
internal static unsafe class ChunkScan
{
    /// <summary>Its name in SQL.</summary>
    public const string Name = "__chunks";

    /// <summary>What it calls a column.</summary>
    public static string ColumnName(int column) => string.Create(CultureInfo.InvariantCulture, $"c{column}");

    /// <summary>Makes the function known to a DuckDB instance, for one source.</summary>
    public static void Register(DuckDBConnection connection, IChunkSource source)
    {
        var function = Functions.DuckDBCreateTableFunction();
        try
        {
            Functions.DuckDBTableFunctionSetName(function, Name);
            Functions.DuckDBTableFunctionSetExtraInfo(function, GCHandle.ToIntPtr(GCHandle.Alloc(source)), &Release);
            Functions.DuckDBTableFunctionSetBind(function, &Bind);
            Functions.DuckDBTableFunctionSetInit(function, &Init);
            Functions.DuckDBTableFunctionSetFunction(function, &Fill);
            if (Functions.DuckDBRegisterTableFunction(connection.NativeConnection, function) != DuckDBState.Success)
                throw new InvalidOperationException($"DuckDB did not accept the table function {Name}.");
        }
        finally
        {
            Functions.DuckDBDestroyTableFunction(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Bind(nint info)
    {
        var source = Source(Functions.DuckDBBindGetExtraInfo(info));
        try
        {
            for (var i = 0; i < source.Types.Count; i++)
                Functions.DuckDBBindAddResultColumn(info, ColumnName(i), source.Types[i].Handle);
        }
        catch (Exception fault)
        {
            source.Fault = fault;
            Functions.DuckDBBindSetError(info, fault.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Init(nint info)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Fill(nint info, nint output)
    {
        var source = Source(Functions.DuckDBFunctionGetExtraInfo(info));
        try
        {
            var to = new DuckDBDataChunk(output);
            var chunk = source.Next();
            if (chunk is DuckChunk own)
                for (var i = 0; i < source.Types.Count; i++) Native.ReferenceVector(Chunks.DuckDBDataChunkGetVector(to, i), own.Vector(i));
            else if (chunk is not null)
                for (var i = 0; i < source.Types.Count; i++)
                    Write(chunk.Columns[i], chunk.Count, source.Types[i].Id, Chunks.DuckDBDataChunkGetVector(to, i));
            Chunks.DuckDBDataChunkSetSize(to, (ulong)(chunk?.Count ?? 0));
        }
        catch (Exception fault)
        {
            source.Fault = fault;
            Functions.DuckDBFunctionSetError(info, fault.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Release(nint pointer) => GCHandle.FromIntPtr(pointer).Free();

    static IChunkSource Source(nint handle) => (IChunkSource)GCHandle.FromIntPtr(handle).Target!;

    /// <summary>Writes .NET objects: whole numbers and texts are all that results beside DuckDB's own have.</summary>
    static void Write(ColumnCells cells, int count, DuckTypeId type, nint vector)
    {
        var data = (long*)Vectors.DuckDBVectorGetData(vector);
        Vectors.DuckDBVectorEnsureValidityWritable(vector);
        var validity = Vectors.DuckDBVectorGetValidity(vector);
        var text = new Utf8Buffer();
        for (var row = 0; row < count; row++)
        {
            if (cells.IsNull(row)) validity[row >> 6] &= ~(1UL << (row & 63));
            else if (type == DuckTypeId.BigInt) data[row] = Convert.ToInt64(cells.Value(row), CultureInfo.InvariantCulture);
            else
            {
                text.Clear();
                cells.WriteText(row, text);
                text.Write((byte)0);
                fixed (byte* bytes = text.Written) Vectors.DuckDBUnsafeVectorAssignStringElementLength(
                    vector, (ulong)row, bytes, text.Length - 1);
            }
        }
    }
}
