using V2G.Grid.SunSpec;

namespace V2G.Grid.Tests.SunSpec;

public class SunSpecModelTests
{
    // Registers with ID and L but without what repeats, as the models' own definition gives them.
    [Theory]
    [InlineData(1, 68)]
    [InlineData(701, 155)]
    [InlineData(702, 52)]
    [InlineData(703, 19)]
    [InlineData(704, 67)]
    [InlineData(705, 15)]
    [InlineData(706, 15)]
    [InlineData(707, 9)]
    [InlineData(708, 9)]
    [InlineData(709, 9)]
    [InlineData(710, 9)]
    [InlineData(711, 14)]
    [InlineData(712, 14)]
    [InlineData(713, 9)]
    [InlineData(714, 20)]
    [InlineData(715, 9)]
    public void R_19_a_models_fixed_part_has_its_length(int id, int registers) => Assert.Equal(registers, SunSpecModels.Find(id)!.Place(_ => 0).Registers);

    // One place for each model, at its end or behind a wide point.
    [Theory]
    [InlineData(1, "SN", 50)]
    [InlineData(1, "DA", 66)]
    [InlineData(701, "Hz", 17)]
    [InlineData(701, "VL1", 47)]
    [InlineData(701, "TotVarhAbsL3", 106)]
    [InlineData(701, "A_SF", 113)]
    [InlineData(701, "MnAlrmInfo", 123)]
    [InlineData(702, "CtrlModes", 23)]
    [InlineData(702, "WMax", 26)]
    [InlineData(702, "S_SF", 51)]
    [InlineData(703, "ESDlyRemTms", 15)]
    [InlineData(704, "WSet", 24)]
    [InlineData(704, "VarSet", 38)]
    [InlineData(704, "VarSetRvrtTms", 45)]
    [InlineData(704, "PFWAbsRvrt.Ext", 66)]
    [InlineData(705, "RspTms_SF", 14)]
    [InlineData(705, "Crv[1].ReadOnly", 24)]
    [InlineData(705, "Crv[2].Pt[3].Var", 15 + 18 + 10 + 5)]
    [InlineData(706, "Crv[2].Pt[1].V", 15 + 13 + 5)]
    [InlineData(707, "Crv[1].MustTrip.Pt[1].Tms", 12)]
    [InlineData(707, "Crv[2].MomCess.Pt[4].V", 9 + 40 + 1 + 13 + 13 + 1 + 9)]
    [InlineData(710, "Crv[1].MayTrip.Pt[2].Hz", 9 + 1 + 17 + 1 + 4)]
    [InlineData(711, "Ctl[2].PMin", 14 + 10 + 8)]
    [InlineData(712, "Crv[1].Pt[1].W", 18)]
    [InlineData(714, "Prt[1].DCAlrm", 43)]
    [InlineData(715, "OpCtl", 8)]
    public void R_19_a_point_has_its_place(int id, string point, int offset) =>
        Assert.Equal(offset, SunSpecModels.Find(id)!.Place(count => count is "NPt" ? 4 : 2)[point].Offset);

    [Theory]
    [InlineData(SunSpecType.Signed16, 0x8000)]
    [InlineData(SunSpecType.Unsigned16, 0xFFFF)]
    [InlineData(SunSpecType.Enum16, 0xFFFF)]
    [InlineData(SunSpecType.ScaleFactor, 0x8000)]
    public void What_is_not_implemented_is_no_figure(SunSpecType type, int register)
    {
        ushort[] registers = [(ushort)register];
        Assert.True(double.IsNaN(SunSpecValue.Read(registers, type)));
        SunSpecValue.Write(registers, type, 1);
        Assert.Equal(1, SunSpecValue.Read(registers, type));
        SunSpecValue.Write(registers, type, double.NaN);
        Assert.Equal(register, registers[0]);
    }

    [Theory]
    [InlineData(SunSpecType.Signed16, -32_767, 32_767)]
    [InlineData(SunSpecType.Unsigned16, 0, 65_534)]
    [InlineData(SunSpecType.Signed32, -2_147_483_647.0, 2_147_483_647.0)]
    [InlineData(SunSpecType.Unsigned32, 0, 4_294_967_294.0)]
    [InlineData(SunSpecType.Unsigned64, 0, 9_007_199_254_740_992.0)]
    public void What_is_beyond_a_type_is_its_nearest_and_never_not_implemented(SunSpecType type, double least, double most)
    {
        ushort[] registers = new ushort[4];
        foreach ((double value, double held) in new[] { (-1e30, least), (1e30, most), (double.NegativeInfinity, least), (double.PositiveInfinity, most), (7.4, 7), (most, most) })
        {
            SunSpecValue.Write(registers, type, value);
            Assert.Equal(held, SunSpecValue.Read(registers, type));
        }
    }

    [Fact]
    public void A_figure_goes_through_its_scale_factor_and_without_one_it_is_none()
    {
        SunSpecLayout layout = SunSpecModels.DERCtlAC.Place();
        SunSpecBlock block = new(layout, new ushort[layout.Registers]);
        block.Clear();
        Assert.True(double.IsNaN(block["WSet"]));
        block["WSet"] = 100;
        Assert.False(block.IsImplemented("WSet"));
        block["WSet_SF"] = -1;
        block["WSet"] = -12_345.67;
        Assert.Equal(-12_345.7, block["WSet"], 9);
        Assert.Equal([0xFFFE, 0x1DBF], block.Of(layout["WSet"]).ToArray());
        block["WSet_SF"] = 2;
        block["WSet"] = 12_345;
        Assert.Equal(12_300, block["WSet"]);
    }

    [Fact]
    public void Text_is_cut_at_what_fits_and_ends_at_its_first_zero()
    {
        ushort[] registers = new ushort[4];
        SunSpecValue.WriteText(registers, "V2G Firmware\n");
        Assert.Equal("V2G Firm", SunSpecValue.ReadText(registers));
        SunSpecValue.WriteText(registers, "é");
        Assert.Equal("?", SunSpecValue.ReadText(registers));
        Assert.Equal(0, registers[1]);
    }
}
