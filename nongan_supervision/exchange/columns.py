"""The columns of a register and the headings under which towns keep them.

A heading is compared without blanks, half-width, in lower case, and once more without what stands in brackets.
Where two columns answer to the same field, the heading that comes first here wins.
"""

from __future__ import annotations

from dataclasses import dataclass

from frappe import _


@dataclass(frozen=True)
class Column:
	"""`label` is the English source of the name shown in messages; `headings` are the Chinese ones, best first."""

	field: str
	label: str
	headings: tuple[str, ...]

	@property
	def heading(self) -> str:
		return self.headings[0]

	@property
	def name_for_people(self) -> str:
		return _(self.label, context="Register")


def column(field: str, label: str, headings: str) -> Column:
	return Column(field, label, tuple(headings.split()))


IGNORED = (
	column("serial", "No.", "序号 序列 行号 no. no #"),
	column("town", "Town", "镇 乡镇 镇街 街道 镇(街道) 所属镇 所属乡镇 所在镇 区县 县区 市区"),
	column(
		"reason",
		"Reason for Refusal",
		"未导入原因 原因 退回原因 拒收原因 reason_for_refusal reasonforrefusal reason",
	),
)
"""Known, and rightly not imported: the town follows the village, reasons are ours."""

VILLAGE = column(
	"village",
	"Village",
	"村 行政村 所属村 所在村 村名 村名称 村居 村社区 村(社区) 村(居) 村委会 村(居)委会 所属行政村 所在行政村 "
	"行政村名称 所属村(社区) 所在村(社区) 采样村 抽样村 产地 样品产地 抽样地点 采样地点 抽样地址 生产地址 地址",
)

PRODUCER = column(
	"producer",
	"Producer",
	"生产主体 生产主体名称 主体名称 主体 被检单位 受检单位 被抽样单位 被抽检单位 被抽查单位 被检测单位 受检主体 "
	"被检主体 受检对象 被检对象 抽样对象 被抽样人 被检人 受检人 生产单位 生产单位名称 受检单位名称 被检单位名称 "
	"受检单位/个人 被检单位/个人 受检单位/农户 被检单位/农户 单位/农户 单位名称 企业名称 合作社名称 生产企业 "
	"生产基地 基地名称 基地 农户 农户姓名 农户名称 户名 户主 户主姓名 种植户 养殖户 种养殖户 种养户 种养大户 "
	"种植户姓名 养殖户姓名 种植户名称 养殖户名称 种养殖户名称 种养殖主体 生产者 生产者名称 经营主体 经营户 "
	"被检户 受检户 姓名 被抽样单位(人) 单位(农户) 摊位 摊主",
)

CONTACT_PERSON = column("contact_person", "Contact Person", "联系人 负责人 法定代表人 法人 法人代表 联系人姓名")
PHONE = column("phone", "Phone", "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 联系手机")
CREDIT_CODE = column("credit_code", "Credit Code", "统一社会信用代码 社会信用代码 信用代码 统一信用代码")
PRODUCER_TYPE = column(
	"producer_type", "Producer Type", "主体类型 主体性质 主体类别 单位类型 单位性质 经营类型 经营主体类型"
)

DEALER = column(
	"dealer",
	"Input Dealer",
	"经营门店 农资店 农资门店 农资经营店 农资经营单位 经营单位 经营单位名称 门店名称 门店 经销商 经销单位 销售单位 "
	"销售门店 经营者 店名",
)

RESIDUE_TEST_COLUMNS = (
	VILLAGE,
	PRODUCER,
	CONTACT_PERSON,
	PHONE,
	CREDIT_CODE,
	PRODUCER_TYPE,
	column(
		"product",
		"Product",
		"样品名称 样品 产品 产品名称 农产品名称 农产品 品名 样品品种 检测品种 检测样品 检测产品 抽检品种 抽样品种 品种 "
		"品种名称 蔬菜名称 蔬菜品种 作物 作物名称 样品名 抽样产品 样本名称",
	),
	column(
		"sample_no",
		"Sample No.",
		"样品编号 样品号 样本编号 抽样编号 采样编号 抽样单编号 抽样单号 样品单号 样品代码 检测编号 编号",
	),
	column(
		"sampled_on",
		"Sampled On",
		"抽样日期 采样日期 取样日期 抽样时间 采样时间 取样时间 抽检日期 抽检时间 送样日期 送检日期 日期 时间 年月日",
	),
	column("tested_on", "Tested On", "检测日期 检测时间 检验日期 检验时间 测定日期 测试日期"),
	column(
		"substances",
		"Substances Tested",
		"检测项目 检验项目 检测参数 检测指标 检测农药 检测药物 农药名称 药物名称 检测内容 检测成分 项目 检测项目名称",
	),
	column("method", "Method", "检测方法 检验方法 检测方式 检测手段 方法"),
	column(
		"verdict",
		"Result",
		"检测结果 检验结果 检测结论 检验结论 结果判定 判定结果 定性结果 结果 结论 判定 是否合格 合格与否 检测情况 "
		"检测结果判定 最终结果 综合判定",
	),
	column(
		"measured_value",
		"Measured Value",
		"检测值 实测值 测定值 检出值 残留量 检出量 含量 检测数值 检测数据 结果值 检测结果值 实测结果 数值",
	),
	column("unit", "Unit", "单位 计量单位 数值单位"),
	column("limit_value", "Limit", "限量 限量值 限值 标准值 标准限量 最大残留限量 mrl 限量标准"),
	column("stage", "Stage", "抽样环节 采样环节 抽检环节 环节 生产环节 抽样场所 采样场所"),
	column(
		"purpose",
		"Purpose",
		"检测类别 监测类型 检测类型 监测类别 任务类型 任务类别 任务来源 抽检类型 抽样类型 抽样类别",
	),
	column("sampler", "Sampler", "抽样人 采样人 抽样人员 采样人员 抽样员 采样员 取样人"),
	column("tester", "Tester", "检测人 检测员 检测人员 检验员 检验人 检验人员"),
	column("lab", "Laboratory", "检测机构 检验机构 承检机构 检测单位 检验单位 检测实验室 检测站"),
	column("department", "Department", "抽样单位 采样单位 抽检单位 抽样部门 抽检部门 监管部门 责任部门"),
	column("report_no", "Report No.", "报告编号 报告号 检测报告编号 检验报告编号 报告单号"),
	DEALER,
	column(
		"input",
		"Agricultural Input",
		"投入品名称 投入品 农资名称 农药产品名称 兽药产品名称 农药商品名 抽检投入品 样品名称(投入品)",
	),
	column("remarks", "Remarks", "备注 说明 附注"),
	*IGNORED,
)

PRODUCER_COLUMNS = (
	VILLAGE,
	column("producer_name", "Producer", " ".join((*PRODUCER.headings, "名称"))),
	PRODUCER_TYPE,
	column("sector", "Sector", "行业 产业 行业类别 产业类别 产业类型 类别 生产类型 主体行业 所属行业"),
	column("product", "Product", "品种 主要品种 产品 产品名称 主要产品 种养品种 种植品种 养殖品种 重点品种 经营品种"),
	column(
		"area_or_stock",
		"Area or Stock",
		"面积/存栏 面积或存栏 面积 存栏 存栏量 种植面积 养殖面积 养殖规模 种养规模 规模数量 数量",
	),
	column("unit", "Unit", "单位 计量单位 数量单位 面积单位"),
	column("of_scale", "Of Scale", "规模主体 是否规模主体 是否规模 规模 规模以上 是否规模以上"),
	column("networked", "Networked", "入网 是否入网 入网监管 是否入网监管 入网情况"),
	column("networked_on", "Networked On", "入网日期 入网时间"),
	CREDIT_CODE,
	column("id_number", "ID Number", "身份证号 身份证号码 身份证 公民身份号码 负责人身份证号"),
	CONTACT_PERSON,
	PHONE,
	column("latitude", "Latitude", "纬度 北纬"),
	column("longitude", "Longitude", "经度 东经"),
	*IGNORED,
)

CERTIFICATE_COLUMNS = (
	VILLAGE,
	PRODUCER,
	CONTACT_PERSON,
	CREDIT_CODE,
	PRODUCER_TYPE,
	column("product", "Product", "产品名称 产品 农产品名称 农产品 品名 品种"),
	column("certificate_no", "Certificate Record No.", "开具编号 合格证编号 台账编号 登记编号 编号"),
	column("issued_on", "Issued On", "开具日期 开具时间 开证日期 出具日期 打印日期 日期"),
	column(
		"certificate_count",
		"Certificate Count",
		"开具张数 合格证张数 合格证数量 开证数量 开具数量 张数 开证张数 开具份数 份数 打印张数",
	),
	column("batch_no", "Batch No.", "批次号 生产批次 产品批次 批次 批号"),
	column("origin", "Origin", "产地"),
	column("quantity_per_certificate", "Quantity per Certificate", "每张数量 单张重量 单张数量 每张重量 数量 重量"),
	column("unit", "Unit", "单位 计量单位 重量单位"),
	column("basis", "Basis", "承诺依据 开具依据 达标依据 依据 合格依据"),
	column("second_document_type", "Second Document Type", "第二凭证 第二凭证类型 双证类型 双证"),
	column("second_document_no", "Second Document No.", "第二凭证编号 第二凭证号码 双证编号"),
	column("phone", "Phone", " ".join(PHONE.headings)),
	*IGNORED,
)

QUARTERLY_UPDATE_COLUMNS = (
	VILLAGE,
	column("year", "Year", "年度 年份 年"),
	column("quarter", "Quarter", "季度 更新季度 填报季度 所属季度"),
	PRODUCER,
	CONTACT_PERSON,
	PHONE,
	CREDIT_CODE,
	PRODUCER_TYPE,
	column("product", "Product", "品种 重点品种 产品 产品名称 主要品种 主要产品 种养品种 种植品种 养殖品种 农产品"),
	column(
		"area_or_stock",
		"Area or Stock",
		"面积/存栏 面积或存栏 面积 存栏 存栏量 种植面积 养殖面积 养殖规模 种养规模 数量",
	),
	column("unit", "Unit", "单位 计量单位 数量单位 面积单位"),
	column("expected_market_date", "Expected to Market", "预计上市日期 预计上市时间 上市日期 上市时间 预计采收日期"),
	column("change", "Change", "变动情况 变动 变化情况 变动类型 变更类型 是否变动"),
	column("change_note", "Change Note", "变动说明 变更说明 更新内容 备注 说明"),
	*IGNORED,
)

INPUT_SALE_COLUMNS = (
	DEALER,
	column("sale_no", "Sale No.", "销售单号 单号 台账编号 销售编号 流水号 票号 编号"),
	column("sold_on", "Sold On", "销售日期 销售时间 购买日期 购买时间 售出日期 日期 时间"),
	column(
		"buyer_name",
		"Buyer",
		"购买人 购买者 购买人姓名 购买单位 购买单位(人) 购买方 客户 客户姓名 购货人 农户 农户姓名 姓名 买方",
	),
	column(
		"buyer_id_number",
		"Buyer's Identity Number",
		"身份证号 身份证号码 身份证 购买人身份证号 购买人身份证号码 公民身份号码 证件号码",
	),
	column("buyer_phone", "Phone", " ".join((*PHONE.headings, "购买人电话", "购买人联系电话"))),
	column("village", "Village", "村 行政村 所属村 所在村 购买人所在村 购买人住址 住址 地址"),
	column("producer", "Producer", "生产主体 生产主体名称 主体名称 使用主体"),
	column(
		"input",
		"Agricultural Input",
		"投入品名称 投入品 农资名称 农药名称 兽药名称 商品名称 产品名称 品名 药品名称 名称",
	),
	column("quantity", "Quantity", "数量 销售数量 购买数量"),
	column("unit", "Unit", "单位 计量单位 数量单位 规格单位"),
	column(
		"purpose_product",
		"Used For",
		"用途 使用作物 施用作物 作物 作物名称 使用品种 用于品种 使用对象 适用作物 用药对象 防治对象",
	),
	column("lot_no", "Lot No.", "生产批号 批号 产品批号 批次号"),
	column("remarks", "Remarks", "备注 说明 附注"),
	*IGNORED,
)

PRODUCTION_RECORD_COLUMNS = (
	VILLAGE,
	PRODUCER,
	CONTACT_PERSON,
	PHONE,
	CREDIT_CODE,
	PRODUCER_TYPE,
	column("product", "Product", "品种 产品 产品名称 农产品 作物 作物名称 种植品种 养殖品种 重点品种"),
	column("record_no", "Record No.", "记录编号 台账编号 编号"),
	column("batch_no", "Batch No.", "批次号 批次 生产批次 地块 田块 地块编号 棚号 塘口 塘号 栏舍"),
	column("recorded_on", "Recorded On", "日期 记录日期 作业日期 操作日期 使用日期 用药日期 施用日期 农事日期 时间"),
	column("activity", "Activity", "农事活动 作业内容 农事操作 农事内容 活动 作业 操作内容 生产活动 类型 内容"),
	column(
		"input",
		"Agricultural Input",
		"投入品名称 投入品 农资名称 农药名称 兽药名称 药品名称 肥料名称 药剂名称 使用投入品",
	),
	column("quantity", "Quantity", "用量 使用量 施用量 用药量 投入品用量 数量"),
	column("unit", "Unit", "单位 用量单位 计量单位"),
	column("purpose", "Purpose", "防治对象 用途 使用目的 防治病虫害 病虫害"),
	column("safety_interval_days", "Safety Interval (Days)", "安全间隔期 安全间隔期(天) 休药期 休药期(天) 间隔期"),
	column("harvest_quantity", "Harvested Quantity", "采收量 采收数量 收获量 产量 出栏量 采收重量"),
	column("harvest_unit", "Harvest Unit", "采收单位 产量单位 采收量单位"),
	column("operator", "Operator", "操作人 作业人 施药人 记录人 操作人员 使用人"),
	column("note", "Note", "备注 说明 附注"),
	*IGNORED,
)
