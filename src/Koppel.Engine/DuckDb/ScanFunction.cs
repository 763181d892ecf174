using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Koppel.Sdk.Schema;
using Functions = DuckDB.NET.Native.NativeMethods.TableFunction;

namespace Koppel.Engine.DuckDb;

/// <summary>
/// <c>__scan('table@connection')</c>: the one table function through which DuckDB reads everything that is not its own. It is registered
/// over the C API, not over the managed one, to give columns their exact types and to copy batches without a boxed value a cell.
/// </summary>
internal static unsafe partial class ScanFunction
{
    /// <summary>Its name in SQL.</summary>
    public const string Name = "__scan";

    /// <summary>Makes the function known to a DuckDB instance; the registry lives as long as the instance.</summary>
    public static void Register(DuckDBConnection connection, ScanRegistry registry)
    {
        var function = Functions.DuckDBCreateTableFunction();
        try
        {
            Functions.DuckDBTableFunctionSetName(function, Name);
            using var text = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);
            Functions.DuckDBTableFunctionAddParameter(function, text);
            Functions.DuckDBTableFunctionSetExtraInfo(function, Handle(registry), &Release);
            Functions.DuckDBTableFunctionSetBind(function, &Bind);
            Functions.DuckDBTableFunctionSetInit(function, &Init);
            Functions.DuckDBTableFunctionSetFunction(function, &Fill);
            Functions.DuckDBTableFunctionSupportsProjectionPushdown(function, true);
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
        var registry = Target<ScanRegistry>(Functions.DuckDBBindGetExtraInfo(info));
        try
        {
            using var parameter = Functions.DuckDBBindGetParameter(info, 0);
            var source = registry.Get(NativeMethods.Value.DuckDBGetVarchar(parameter));
            foreach (var column in source.Columns)
            {
                using var type = LogicalType(column.Type);
                Functions.DuckDBBindAddResultColumn(info, column.Name, type);
            }
            if (source.Rows is { } rows) Functions.DuckDBBindSetCardinality(info, (ulong)rows, false);
            Functions.DuckDBBindSetBindData(info, Handle(source), &Release);
        }
        catch (Exception fault)
        {
            registry.Fail(fault);
            Functions.DuckDBBindSetError(info, fault.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Init(nint info)
    {
        try
        {
            var source = Target<IScanSource>(Functions.DuckDBInitGetBindData(info));
            var projected = new List<int>();
            var outputs = new List<int>();
            var count = (int)Functions.DuckDBInitGetColumnCount(info);
            for (var i = 0; i < count; i++)
            {
                var index = Functions.DuckDBInitGetColumnIndex(info, (ulong)i);
                if (index >= (ulong)source.Columns.Count) continue; // DuckDB's own row number, asked for by count(*): nothing to fill.
                projected.Add((int)index);
                outputs.Add(i);
            }
            Functions.DuckDBInitSetInitData(info, Handle(new Scan(source.Open(projected), [.. outputs])), &Release);
        }
        catch (Exception fault)
        {
            Target<ScanRegistry>(Functions.DuckDBInitGetExtraInfo(info)).Fail(fault);
            Functions.DuckDBInitSetError(info, fault.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Fill(nint info, nint output)
    {
        try
        {
            var scan = Target<Scan>(Functions.DuckDBFunctionGetInitData(info));
            var chunk = new DuckDBDataChunk(output);
            if (scan.Reader.Next() is not { } batch)
            {
                NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, 0);
                return;
            }
            for (var i = 0; i < scan.Outputs.Length; i++)
            {
                var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, scan.Outputs[i]);
                if (scan.Reader.Positions[i] is >= 0 and var position) ChunkWriter.Write(batch[position], batch.Count, vector);
                else ChunkWriter.WriteNulls(batch.Count, vector);
            }
            NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, (ulong)batch.Count);
        }
        catch (Exception fault)
        {
            Target<ScanRegistry>(Functions.DuckDBFunctionGetExtraInfo(info)).Fail(fault);
            Functions.DuckDBFunctionSetError(info, fault.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Release(nint pointer)
    {
        var handle = GCHandle.FromIntPtr(pointer);
        try
        {
            (handle.Target as IDisposable)?.Dispose();
        }
        catch (Exception)
        {
            // All rows that were wanted are here, and an exception that leaves this method would end the process.
        }
        finally
        {
            handle.Free();
        }
    }

    static DuckDBLogicalType LogicalType(ColumnType type)
    {
        switch (type.Kind)
        {
            case ColumnKind.Decimal:
                return NativeMethods.LogicalType.DuckDBCreateDecimalType(type.Width, type.Scale);
            case ColumnKind.BigIntList:
                using (var element = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.BigInt))
                    return NativeMethods.LogicalType.DuckDBCreateListType(element);
            case ColumnKind.TextList:
                using (var element = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar))
                    return NativeMethods.LogicalType.DuckDBCreateListType(element);
            case ColumnKind.Json:
                var json = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);
                SetAlias(json.DangerousGetHandle(), "JSON");
                return json;
            default:
                return NativeMethods.LogicalType.DuckDBCreateLogicalType(type.Kind switch
                {
                    ColumnKind.Boolean => DuckDBType.Boolean,
                    ColumnKind.TinyInt => DuckDBType.TinyInt,
                    ColumnKind.SmallInt => DuckDBType.SmallInt,
                    ColumnKind.Integer => DuckDBType.Integer,
                    ColumnKind.BigInt => DuckDBType.BigInt,
                    ColumnKind.HugeInt => DuckDBType.HugeInt,
                    ColumnKind.UTinyInt => DuckDBType.UnsignedTinyInt,
                    ColumnKind.USmallInt => DuckDBType.UnsignedSmallInt,
                    ColumnKind.UInteger => DuckDBType.UnsignedInteger,
                    ColumnKind.UBigInt => DuckDBType.UnsignedBigInt,
                    ColumnKind.UHugeInt => DuckDBType.UnsignedHugeInt,
                    ColumnKind.Float => DuckDBType.Float,
                    ColumnKind.Double => DuckDBType.Double,
                    ColumnKind.Text => DuckDBType.Varchar,
                    ColumnKind.Blob => DuckDBType.Blob,
                    ColumnKind.Uuid => DuckDBType.Uuid,
                    ColumnKind.Interval => DuckDBType.Interval,
                    ColumnKind.Date => DuckDBType.Date,
                    ColumnKind.Time => DuckDBType.Time,
                    ColumnKind.Timestamp => DuckDBType.Timestamp,
                    ColumnKind.TimestampTz => DuckDBType.TimestampTz,
                    _ => throw new InvalidOperationException($"Column kind {type.Kind} has no DuckDB type."),
                });
        }
    }

    [LibraryImport("duckdb", EntryPoint = "duckdb_logical_type_set_alias", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial void SetAlias(nint type, string alias);

    static nint Handle(object target) => GCHandle.ToIntPtr(GCHandle.Alloc(target));

    static T Target<T>(nint handle) where T : class => (T)GCHandle.FromIntPtr(handle).Target!;

    /// <summary>A scan and the output vector of each of its columns.</summary>
    sealed record Scan(IScanReader Reader, int[] Outputs) : IDisposable
    {
        public void Dispose() => Reader.Dispose();
    }
}
