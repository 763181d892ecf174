using System.Text;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>Writes the container of .xls files and of workbooks with a password: streams of bytes in sectors of 512.</summary>
internal static class CompoundFile
{
    const int Sector = 512;
    const uint EndOfChain = 0xFFFFFFFE, Free = 0xFFFFFFFF, TableSector = 0xFFFFFFFD;

    public static byte[] Write(params (string Name, byte[] Content)[] streams)
    {
        var fat = new List<uint> { TableSector, EndOfChain };
        using var directory = new MemoryStream();
        using var data = new MemoryStream();
        Entry(directory, "Root Entry", 5, EndOfChain, 0, streams.Length > 0 ? 1u : Free);
        for (var i = 0; i < streams.Length; i++)
        {
            var (name, content) = streams[i];
            var first = (uint)fat.Count;
            var sectors = (content.Length + Sector - 1) / Sector;
            for (var s = 1; s <= sectors; s++) fat.Add(s == sectors ? EndOfChain : (uint)fat.Count + 1);
            data.Write(content);
            data.Write(new byte[sectors * Sector - content.Length]);
            Entry(directory, name, 2, first, (uint)content.Length, Free);
        }
        directory.Write(new byte[Sector - directory.Length]);
        return [.. Header(), .. Table(fat), .. directory.ToArray(), .. data.ToArray()];
    }

    static byte[] Header()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0xE11AB1A1E011CFD0UL);
        writer.Write(new byte[16]);
        foreach (var word in (ushort[])[0x3E, 3, 0xFFFE, 9, 6]) writer.Write(word);
        writer.Write(new byte[6]);
        // One table sector (number 0), the directory in sector 1, no stream so small that it goes elsewhere.
        foreach (var number in (uint[])[0, 1, 1, 0, 0, EndOfChain, 0, EndOfChain, 0, 0]) writer.Write(number);
        for (var i = 1; i < 109; i++) writer.Write(Free);
        return bytes.ToArray();
    }

    static byte[] Table(List<uint> fat)
    {
        Assert.InRange(fat.Count, 0, Sector / 4);
        return [.. fat.Concat(Enumerable.Repeat(Free, Sector / 4 - fat.Count)).SelectMany(BitConverter.GetBytes)];
    }

    static void Entry(Stream stream, string name, byte type, uint first, uint size, uint child)
    {
        using var writer = new BinaryWriter(stream, Encoding.Unicode, leaveOpen: true);
        var bytes = Encoding.Unicode.GetBytes(name + '\0');
        writer.Write(bytes);
        writer.Write(new byte[64 - bytes.Length]);
        writer.Write((ushort)bytes.Length);
        writer.Write(type);
        writer.Write((byte)1);
        foreach (var number in (uint[])[Free, Free, child]) writer.Write(number);
        writer.Write(new byte[36]);
        writer.Write(first);
        writer.Write(size);
        writer.Write(0u);
    }
}
