"""Everything that any build of Pingyi has written into a paper: elements, where they occur, and their attributes.

Anything else is refused, because it could show another figure than the one that is read, or hide one: hidden rows,
cells and sheets, vanished runs, symbols, fields, formulas, number formats, colours, comments, scripts. A release whose
papers have something new adds a line here. Sizes that could hide text have a lower limit.

The notation is that of `element_grammar`; a namespace is written as the prefix that NAMESPACES gives it.
"""

from .element_grammar import parse_grammar

WIDTH = "[1-9][0-9]{2,4}"
"""At least 100 twips: narrower cells would hide digits behind each other."""
LINE = "val=single sz=4 space=0 color=000000"
CELL = "[A-Z]{1,3}[0-9]{1,5}"
PANE = "bottomLeft|bottomRight|topRight"
TEXT = "(?s:.*)"
APPLIED = " ".join(f"apply{each}=1" for each in ("Font", "Fill", "Border", "Alignment", "NumberFormat"))
NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c:",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a:",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "d:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}

DOCUMENT = parse_grammar(
    f"""
    /document|hdr|ftr mc:Ignorable=w14.wp14
    document/body
    body|tc|hdr|ftr/p
    p/pPr
    pPr/pStyle val=Title|Heading[12]|Below|Remark|Statement|Gap|Header|Footer|Table(Large|Middle|Small)
    pPr/keepNext
    pPr/pageBreakBefore val=0
    pPr/spacing before=[0-9]{{1,2}} after=[0-9]{{1,3}} line=190|[2-5][0-9]{{2}} lineRule=exact
    pPr/jc val=left|center
    p|fldSimple/r
    p/fldSimple instr=PAGE
    r/rPr
    rPr/b
    rPr/sz val=1[5-9]|[2-4][0-9]
    rPr/shd val=clear color=auto fill=B3261E
    r/t xml:space=preserve
    r/br
    body/tbl
    tbl/tblPr
    tblPr/tblW w={WIDTH} type=dxa
    tblPr/jc val=center
    tblPr/tblBorders
    tblBorders/top|left|bottom|right|insideH|insideV {LINE}
    tblPr/tblLayout type=fixed
    tblPr/tblCellMar
    tblCellMar/left|right w=[0-9]{{1,3}} type=dxa
    tblPr/tblLook firstRow=1 noHBand=1 noVBand=1
    tblPr/tblCaption|tblDescription val={TEXT}
    tbl/tblGrid
    tblGrid/gridCol w={WIDTH}
    tbl/tr
    tr/trPr
    trPr/cantSplit
    trPr/tblHeader
    trPr/trHeight val=[1-9][0-9]{{2,3}} hRule=atLeast
    tr/tc
    tc/tcPr
    tcPr/tcW w={WIDTH} type=dxa
    tcPr/gridSpan val=[1-9][0-9]?
    tcPr/vMerge val=restart|continue
    tcPr/tcBorders
    tcBorders/bottom {LINE}
    tcPr/shd val=clear color=auto fill=F3EFE6
    tcPr/vAlign val=center|bottom
    body|pPr/sectPr rsidR=[0-9A-F]{{8}} rsidRPr=[0-9A-F]{{8}} rsidSect=[0-9A-F]{{8}}
    sectPr/headerReference|footerReference type=default r:id=rId[0-9]{{1,2}}
    sectPr/type val=nextPage
    sectPr/pgSz w=11906|16838 h=11906|16838 orient=landscape
    sectPr/pgMar top={WIDTH} right={WIDTH} bottom={WIDTH} left={WIDTH} header={WIDTH} footer={WIDTH} gutter=0
    sectPr/cols space=[0-9]{{3}}
    sectPr/docGrid linePitch=[0-9]{{3}}
    """,
    "t",
)
"""word/document.xml, header and footer."""

SHEET = parse_grammar(
    f"""
    /worksheet
    worksheet/sheetPr
    sheetPr/pageSetUpPr fitToPage=1
    worksheet/dimension ref={CELL}(:{CELL})?
    worksheet/sheetViews
    sheetViews/sheetView tabSelected=1 workbookViewId=0
    sheetView/pane xSplit=[1-9] ySplit=[1-9] topLeftCell=[A-I][1-9] activePane={PANE} state=frozen
    sheetView/selection pane={PANE} activeCell={CELL} sqref={CELL}
    worksheet/sheetFormatPr defaultRowHeight=15
    worksheet/cols
    cols/col min=[0-9]{{1,3}} max=[0-9]{{1,3}} width=([2-9]|[1-9][0-9]{{1,2}})(\\.[0-9]+)? customWidth=1
    worksheet/sheetData
    sheetData/row r=[0-9]{{1,5}} spans=[0-9]+:[0-9]+ ht=(1[2-9]|[2-9][0-9]|[1-4][0-9]{{2}})(\\.[0-9]+)? customHeight=1
    row/c r={CELL} s=[0-9]{{1,3}} t=s
    c/v
    worksheet/mergeCells count=[0-9]+
    mergeCells/mergeCell ref={CELL}:{CELL}
    worksheet/pageMargins left=0\\.7 right=0\\.7 top=0\\.75 bottom=0\\.75 header=0\\.3 footer=0\\.3
    worksheet/pageSetup paperSize=8|9 fitToWidth=[0-9]{{1,2}} fitToHeight=0 orientation=landscape|portrait
    worksheet/headerFooter
    headerFooter/oddHeader|oddFooter
    worksheet/drawing r:id=rId1
    """,
    "v oddHeader oddFooter",
)

WORKBOOK = parse_grammar(
    f"""
    /workbook
    workbook/fileVersion appName=xl lastEdited=4 lowestEdited=4 rupBuild=4505
    workbook/workbookPr defaultThemeVersion=124226
    workbook/bookViews
    bookViews/workbookView xWindow=240 yWindow=15 windowWidth=16095 windowHeight=9660
    workbook/sheets
    sheets/sheet name={TEXT} sheetId=[0-9]{{1,4}} r:id=rId[0-9]{{1,4}}
    workbook/definedNames
    definedNames/definedName name=_xlnm\\.Print_Titles localSheetId=[0-9]{{1,4}}
    workbook/calcPr calcId=[0-9]{{6}} fullCalcOnLoad=1
    """,
    "definedName",
)

STRINGS = parse_grammar("/sst count=[0-9]+ uniqueCount=[0-9]+\nsst/si\nsi/t xml:space=preserve", "t")

STYLES = parse_grammar(
    f"""
    /styleSheet
    styleSheet/numFmts count=[0-9]+
    numFmts/numFmt numFmtId=16[4-9] formatCode=0(\\.0{{1,6}})?
    styleSheet/fonts|fills|borders|cellStyleXfs|cellXfs|cellStyles count=[0-9]+
    fonts/font
    font/b
    font/sz val=9|1[0-9]
    font/color theme=1
    font/name val=Calibri
    font/family val=2
    font/scheme val=minor
    fills/fill
    fill/patternFill patternType=none|gray125|solid
    patternFill/fgColor rgb=FFF3EFE6
    patternFill/bgColor indexed=64
    borders/border
    border/left|right|top|bottom style=thin
    border/diagonal
    left|right|top|bottom/color auto=1
    cellStyleXfs/xf numFmtId=0 fontId=0 fillId=0 borderId=0
    cellXfs/xf numFmtId=[01]|16[4-9] fontId=[0-9] fillId=[02] borderId=[0-9] xfId=0 quotePrefix=1 {APPLIED}
    xf/alignment horizontal=left|center vertical=center wrapText=1
    cellStyles/cellStyle name=Normal xfId=0 builtinId=0
    styleSheet/dxfs count=0
    styleSheet/tableStyles count=0 defaultTableStyle=TableStyleMedium9 defaultPivotStyle=PivotStyleLight16
    """,
    "",
)

CHART = parse_grammar(
    """
    /c:chartSpace
    c:chartSpace/c:lang val=en-US
    c:chartSpace/c:chart
    c:chart/c:title
    c:title|c:ser/c:tx
    c:tx|c:cat/c:strRef
    c:val/c:numRef
    c:strRef|c:numRef/c:f
    c:strRef/c:strCache
    c:numRef/c:numCache
    c:strCache|c:numCache/c:ptCount val=[0-9]+
    c:strCache|c:numCache/c:pt idx=[0-9]+
    c:pt/c:v
    c:numCache/c:formatCode
    c:title|c:plotArea/c:layout
    c:title/c:txPr
    c:txPr/a:bodyPr
    c:txPr/a:lstStyle
    c:txPr/a:p
    a:p/a:pPr
    a:pPr/a:defRPr sz=1100 b=0 baseline=0
    a:p/a:endParaRPr lang=en-US
    c:chart/c:plotArea
    c:plotArea/c:barChart
    c:barChart/c:barDir val=col
    c:barChart/c:grouping val=clustered
    c:barChart/c:ser
    c:ser/c:idx|c:order val=0
    c:ser/c:spPr
    c:spPr/a:solidFill
    a:solidFill/a:srgbClr val=B3261E
    c:ser/c:dLbls
    c:dLbls/c:showVal val=1
    c:ser/c:cat|c:val
    c:barChart/c:gapWidth val=60
    c:barChart|c:catAx|c:valAx/c:axId val=[0-9]{8}
    c:plotArea/c:catAx|c:valAx
    c:catAx|c:valAx/c:scaling
    c:scaling/c:orientation val=minMax
    c:scaling/c:min val=0
    c:catAx|c:valAx/c:axPos val=b|l
    c:catAx|c:valAx/c:tickLblPos val=nextTo
    c:catAx|c:valAx/c:crossAx val=[0-9]{8}
    c:catAx|c:valAx/c:crosses val=autoZero
    c:catAx/c:auto val=1
    c:catAx/c:lblAlgn val=ctr
    c:catAx/c:lblOffset val=100
    c:valAx/c:delete val=1
    c:valAx/c:numFmt formatCode=General sourceLinked=1
    c:valAx/c:crossBetween val=between
    c:chart/c:plotVisOnly val=1
    c:chartSpace/c:printSettings
    c:printSettings/c:headerFooter
    c:printSettings/c:pageMargins b=0\\.75 l=0\\.7 r=0\\.7 t=0\\.75 header=0\\.3 footer=0\\.3
    c:printSettings/c:pageSetup
    """,
    "c:f c:v c:formatCode",
)

DRAWING = parse_grammar(
    f"""
    /d:wsDr
    d:wsDr/d:twoCellAnchor
    d:twoCellAnchor/d:from|d:to
    d:from|d:to/d:col|d:colOff|d:row|d:rowOff
    d:twoCellAnchor/d:graphicFrame macro=
    d:graphicFrame/d:nvGraphicFramePr
    d:nvGraphicFramePr/d:cNvPr id=[0-9]+ name=Chart.[0-9]+ descr={TEXT}
    d:nvGraphicFramePr/d:cNvGraphicFramePr
    d:graphicFrame/d:xfrm
    d:xfrm/a:off x=0 y=0
    d:xfrm/a:ext cx=0 cy=0
    d:graphicFrame/a:graphic
    a:graphic/a:graphicData uri=http://schemas.openxmlformats.org/drawingml/2006/chart
    a:graphicData/c:chart r:id=rId[0-9]+
    d:twoCellAnchor/d:clientData
    """,
    "d:col d:colOff d:row d:rowOff",
)

PAGE = parse_grammar(
    """
    /html lang=[a-z]{2,3}(-[A-Za-z0-9]{2,8})*
    html/head
    head/meta charset=utf-8 name=viewport content=width=device-width,.initial-scale=1
    head/title
    head/style
    html/body
    body/section id=[a-z0-9-]+ class=wide
    section/header
    header/h1|h2
    header|section/p class=below|remark|statement
    section/h3
    h1|h2|h3|p|caption|th|td/bdi
    section/table id=[a-z0-9-]+ class=few|some|many|sign|spread
    table/caption
    table/colgroup
    colgroup/col class=w([2-9]|[1-9][0-9]|1[0-9]{2})
    table/thead|tbody
    thead|tbody/tr
    tr/th scope=col|colgroup|row rowspan=2 colspan=[0-9]{1,2}
    tr/td class=bar|long|number|text colspan=3
    td/svg width=[0-9]{1,2}% aria-hidden=true
    svg/rect width=100% height=100%
    """,
    "bdi td title style",
)
"""results.html. Its style is known by its digest."""
